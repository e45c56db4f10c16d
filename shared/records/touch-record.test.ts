import { describe, expect, test } from 'vitest';
import { microsPerDay } from '#shared/base/time/instant.ts';
import { customers } from '#shared/categories/customers.ts';
import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import { everythingOn, switchedOff } from '#shared/settings/testing/everything-on.ts';
import { conversationLinks, uniqueMarks } from './collections.ts';
import type { Context } from './context.ts';
import { createRecords } from './create-records.ts';
import { readRecord } from './read-record.ts';
import { createTestFixture, type TestFixture, testStart } from './testing/create-test-context.ts';
import { touchRecord } from './touch-record.ts';
import { upsertRecord } from './upsert-record.ts';

const category = customers;

const body = { email: 'a@example.org', authenticated_by: 'sso', values: { city: 'Köln' } };

async function createOne(fixture: TestFixture, fields: object = body): Promise<string> {
  const created = await createRecords(fixture.contextOf('acme'), { category, body: fields });
  return created.records[0]?.id ?? '';
}

describe('an interaction', () => {
  test.each([1, 20])(
    'after %i days makes the expiry of record, mark and link later, and the record is still readable',
    async (days) => {
      const fixture = createTestFixture();
      const ctx = fixture.contextOf('acme');
      const id = await createOne(fixture, { ...body, conversation_id: 'c' });
      const ref = { tenant: 'acme', collection: category.id, id };
      const before = await fixture.store.get(ref);
      fixture.clock.now += days * microsPerDay;
      const { record: touched } = await touchRecord(ctx, { category, id });
      expect(touched.expiresAt).toBe(testStart + (180 + days) * microsPerDay);
      expect(await readRecord(ctx, { category, id })).toEqual(touched);
      for (const collection of [category.id, uniqueMarks.id, conversationLinks.id]) {
        const query = { collection, tenant: 'acme', where: [], orderBy: [], limit: 9 };
        const expiries = (await fixture.store.query(query)).map(({ data }) => data['expires_at']);
        expect(expiries).toEqual([touched.expiresAt]);
      }
      const after = await fixture.store.get(ref);
      // Buckets of this category are 6 days wide. After one day the new expiry is in the same
      // bucket, and after twenty days it is in another bucket.
      expect(after?.data['dek'] === before?.data['dek']).toBe(days === 1);
      expect(after?.data['email_bcrypt']).toBe(before?.data['email_bcrypt']);
    },
  );

  test('restores a mark that a purge with a fast clock has deleted', async () => {
    const fixture = createTestFixture();
    const ctx = fixture.contextOf('acme');
    const id = await createOne(fixture);
    const query = { collection: uniqueMarks.id, tenant: 'acme', where: [], orderBy: [], limit: 9 };
    await fixture.store.deleteEach(await fixture.store.query(query));
    fixture.clock.now += microsPerDay;
    const { record: touched } = await touchRecord(ctx, { category, id });
    const marks = await fixture.store.query(query);
    expect(marks.map(({ data }) => [data['record_id'], data['expires_at']])).toEqual([
      [id, touched.expiresAt],
    ]);
  });

  test('does not make the expiry earlier if the clock is ten seconds behind, and does not change an expiry that is calculated from creation', async () => {
    const fixture = createTestFixture();
    const ctx = fixture.contextOf('acme');
    const id = await createOne(fixture);
    fixture.clock.now -= 10_000_000;
    const { record: touched } = await touchRecord(ctx, { category, id });
    expect([touched.basisAt, touched.expiresAt]).toEqual([
      testStart,
      testStart + 180 * microsPerDay,
    ]);
    const input = {
      category: raffleParticipations,
      body: { raffle_id: 'r', email: 'a@example.org' },
    };
    const [record] = (await createRecords(ctx, input)).records;
    fixture.clock.now += 20 * microsPerDay;
    const other = { category: raffleParticipations, id: record?.id ?? '' };
    expect((await touchRecord(ctx, other)).record.expiresAt).toBe(record?.expiresAt);
  });
});

test.each(['touch', 'upsert'])(
  'a shorter retention counts from the last interaction (%s), even if the expiry moves by less than a minute',
  async (verb) => {
    const fixture = createTestFixture();
    const ctx = fixture.contextOf('acme');
    const { record } = await upsertRecord(ctx, { category, body });
    const settings = everythingOn([category]);
    const categories = { [category.id]: { destination: 'server', retentionDays: 179 } } as const;
    const shorter: Context = { ...ctx, settings: { ...settings, categories } };
    fixture.clock.now += microsPerDay - 20_000_000;
    const changed = await (verb === 'touch'
      ? touchRecord(shorter, { category, id: record.id })
      : upsertRecord(shorter, { category, body }));
    expect([changed.record.basisAt, changed.record.expiresAt]).toEqual([
      fixture.clock.now,
      fixture.clock.now + 179 * microsPerDay,
    ]);
  },
);

test('an interaction is refused if the category is switched off, and does not change the expiry', async () => {
  const fixture = createTestFixture();
  const ctx = fixture.contextOf('acme');
  const id = await createOne(fixture);
  fixture.clock.now += microsPerDay;
  await expect(touchRecord(switchedOff(ctx, category), { category, id })).rejects.toMatchObject({
    code: 'category-off',
  });
  expect((await readRecord(ctx, { category, id })).expiresAt).toBe(testStart + 180 * microsPerDay);
});

test('an interaction is answered with «not found» if the record expires and is replaced after the interaction has read it', async () => {
  const fixture = createTestFixture();
  const ctx = fixture.contextOf('acme');
  const { record } = await upsertRecord(ctx, { category, body });
  fixture.clock.now = record.expiresAt - 1;
  let isTaken = false;
  const get: typeof ctx.store.get = async (ref) => {
    const found = await fixture.store.get(ref);
    if (isTaken) return found;
    isTaken = true;
    fixture.clock.now = record.expiresAt;
    const { created } = await upsertRecord(fixture.otherProcess('acme'), { category, body });
    expect(created).toBe(true);
    return found;
  };
  const late = touchRecord(
    { ...ctx, store: { ...fixture.store, get } },
    { category, id: record.id },
  );
  await expect(late).rejects.toMatchObject({ code: 'record-not-found' });
});

test('if a record expires and is replaced during an interaction, the old record does not become live again, and the new record keeps the uniqueness mark', async () => {
  const fixture = createTestFixture();
  const settings = everythingOn([category]);
  // With a retention of one day, the old expiry and the new one are in the same bucket.
  const categories = { [category.id]: { destination: 'server', retentionDays: 1 } } as const;
  const brief = (ctx: Context): Context => ({ ...ctx, settings: { ...settings, categories } });
  const ctx = brief(fixture.contextOf('acme'));
  const { record } = await upsertRecord(ctx, { category, body });
  fixture.clock.now = record.expiresAt - 1;
  let successor: string | undefined;
  const getAll: typeof ctx.store.getAll = async (refs) => {
    if (successor === undefined) {
      fixture.clock.now = record.expiresAt;
      const upserted = await upsertRecord(brief(fixture.otherProcess('acme')), { category, body });
      successor = upserted.record.id;
    }
    return fixture.store.getAll(refs);
  };
  const store = { ...fixture.store, getAll };
  const late = touchRecord({ ...ctx, store }, { category, id: record.id });
  await expect(late).rejects.toMatchObject({ code: 'record-not-found' });
  const { record: found, created } = await upsertRecord(ctx, { category, body });
  expect([found.id, created]).toEqual([successor, false]);
});
