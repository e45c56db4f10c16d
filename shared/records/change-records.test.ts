import { describe, expect, test } from 'vitest';
import { customers } from '../categories/customers.ts';
import { messengerSessions } from '../categories/messenger-sessions.ts';
import { raffleParticipations } from '../categories/raffle-participations.ts';
import { microsPerDay } from '../time/instant.ts';
import { conversationLinks, uniqueMarks } from './collections.ts';
import { correctRecord } from './correct-record.ts';
import { createRecords } from './create-records.ts';
import { deleteRecord } from './delete-record.ts';
import { readRecord } from './read-record.ts';
import { searchRecords } from './search-records.ts';
import { createTestBench, type TestBench, testStart } from './testing/create-test-context.ts';
import { touchRecord } from './touch-record.ts';
import { upsertRecord } from './upsert-record.ts';

const category = customers;
const body = { email: 'a@x.de', authenticated_by: 'sso', values: { city: 'Köln' } };

async function createOne(bench: TestBench, fields: object = body): Promise<string> {
  const created = await createRecords(bench.contextOf('acme'), { category, body: fields });
  return created.records[0]?.id ?? '';
}

/** How many documents a tenant has in a collection. */
function countIn(bench: TestBench, collection: string): Promise<number> {
  return bench.store.count({ collection, tenant: 'acme', where: [], orderBy: [] });
}

async function find(bench: TestBench, email: string): Promise<number> {
  const input = { category, body: { email } };
  return (await searchRecords(bench.contextOf('acme'), input)).items.length;
}

describe('a correction', () => {
  test('changes what it names, removes what it sets to null, and moves no expiry', async () => {
    const bench = createTestBench();
    const ctx = bench.contextOf('acme');
    const id = await createOne(bench, { ...body, conversation_id: 'c' });
    const before = await readRecord(ctx, { category, id });
    bench.clock.now += 40 * microsPerDay;
    const correction = { authenticated_by: 'code', conversation_id: null };
    const after = await correctRecord(ctx, { category, id, body: correction });
    expect(after).toEqual({ ...before, fields: { ...body, authenticated_by: 'code' } });
    expect(await readRecord(ctx, { category, id })).toEqual(after);
  });

  test('of an email moves lookup, uniqueness and conversation link with it', async () => {
    const bench = createTestBench();
    const ctx = bench.contextOf('acme');
    const id = await createOne(bench, { ...body, conversation_id: 'c' });
    const link = { tenant: 'acme', collection: conversationLinks.id, id: `${id}.email` };
    const linkedBefore = (await bench.store.get(link))?.data['lookup'];
    await correctRecord(ctx, { category, id, body: { email: 'b@x.de' } });
    expect(await find(bench, 'a@x.de')).toBe(0);
    expect(await find(bench, 'b@x.de')).toBe(1);
    const linkedAfter = (await bench.store.get(link))?.data['lookup'];
    expect(linkedAfter).toMatch(/^\$2b\$/);
    expect(linkedAfter).not.toBe(linkedBefore);
    expect(await countIn(bench, uniqueMarks.id)).toBe(1);
    await expect(createOne(bench, { ...body, email: 'b@x.de' })).rejects.toMatchObject({
      code: 'already-exists',
    });
    await createOne(bench);
  });

  test('to what another record is unique by is refused and changes nothing', async () => {
    const bench = createTestBench();
    const ctx = bench.contextOf('acme');
    const id = await createOne(bench);
    await createOne(bench, { ...body, email: 'b@x.de' });
    await expect(
      correctRecord(ctx, { category, id, body: { email: 'B@X.de' } }),
    ).rejects.toMatchObject({ code: 'already-exists' });
    expect((await readRecord(ctx, { category, id })).fields).toEqual(body);
  });

  test('that leaves the conversation takes its link away', async () => {
    const bench = createTestBench();
    const ctx = bench.contextOf('acme');
    const id = await createOne(bench, { ...body, conversation_id: 'c' });
    expect(await countIn(bench, conversationLinks.id)).toBe(1);
    await correctRecord(ctx, { category, id, body: { conversation_id: null } });
    expect(await countIn(bench, conversationLinks.id)).toBe(0);
  });

  test.each([
    ['of nothing', {}],
    ['that removes a required field', { email: null }],
    ['of an unknown field', { name: 'x' }],
    ['of a system field', { expires_at: '2030-01-01T00:00:00Z' }],
  ])('%s is refused', async (_name, correction) => {
    const bench = createTestBench();
    const id = await createOne(bench);
    await expect(
      correctRecord(bench.contextOf('acme'), { category, id, body: correction }),
    ).rejects.toMatchObject({ code: 'validation-failed' });
  });

  test('made by twenty at once to different fields loses none', async () => {
    const bench = createTestBench();
    const ctx = bench.contextOf('acme');
    const input = { category: raffleParticipations, body: { raffle_id: 'r', email: 'a@x.de' } };
    const id = (await createRecords(ctx, input)).records[0]?.id ?? '';
    const corrections = [
      { firstname: 'Ada' },
      { lastname: 'Lovelace' },
      { phone: '030 123456' },
      { postal_address: 'Köln' },
      { conversation_id: 'c' },
    ];
    await Promise.all(
      corrections.map((correction) =>
        correctRecord(ctx, { category: raffleParticipations, id, body: correction }),
      ),
    );
    const { fields } = await readRecord(ctx, { category: raffleParticipations, id });
    expect(fields).toEqual(Object.assign({}, input.body, ...corrections));
  });
});

describe('a deletion', () => {
  test('takes marks and links along, so that the person can come back', async () => {
    const bench = createTestBench();
    const ctx = bench.contextOf('acme');
    const id = await createOne(bench, { ...body, conversation_id: 'c' });
    await deleteRecord(ctx, { category, id });
    for (const collection of [category.id, uniqueMarks.id, conversationLinks.id])
      expect(await countIn(bench, collection), collection).toBe(0);
    await createOne(bench);
  });

  test('of an expired record’s successor is not hindered by old marks, nor takes another’s', async () => {
    const bench = createTestBench();
    const ctx = bench.contextOf('acme');
    const old = await createOne(bench);
    bench.clock.now += 180 * microsPerDay;
    const next = await createOne(bench);
    await expect(deleteRecord(ctx, { category, id: old })).rejects.toMatchObject({
      code: 'record-not-found',
    });
    await expect(createOne(bench)).rejects.toMatchObject({ code: 'already-exists' });
    await deleteRecord(ctx, { category, id: next });
    await createOne(bench);
  });

  test('by several at once ends with nothing left, told to no one as contention', async () => {
    const bench = createTestBench();
    const id = await createOne(bench);
    const ctx = bench.contextOf('acme');
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, () => deleteRecord(ctx, { category, id })),
    );
    expect(outcomes.some(({ status }) => status === 'fulfilled')).toBe(true);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected')
        expect(outcome.reason).toMatchObject({ code: 'record-not-found' });
    expect(await countIn(bench, category.id)).toBe(0);
    expect(await countIn(bench, uniqueMarks.id)).toBe(0);
    await expect(deleteRecord(ctx, { category, id })).rejects.toMatchObject({
      code: 'record-not-found',
    });
  });
});

describe('an interaction', () => {
  test.each([1, 20])(
    'after %i days moves the expiry of record, mark and link, and the record still opens',
    async (days) => {
      const bench = createTestBench();
      const ctx = bench.contextOf('acme');
      const id = await createOne(bench, { ...body, conversation_id: 'c' });
      const ref = { tenant: 'acme', collection: category.id, id };
      const before = await bench.store.get(ref);
      bench.clock.now += days * microsPerDay;
      const touched = await touchRecord(ctx, { category, id });
      expect(touched.expiresAt).toBe(testStart + (180 + days) * microsPerDay);
      expect(await readRecord(ctx, { category, id })).toEqual(touched);
      for (const collection of [category.id, uniqueMarks.id, conversationLinks.id]) {
        const query = { collection, tenant: 'acme', where: [], orderBy: [], limit: 9 };
        const expiries = (await bench.store.query(query)).map(({ data }) => data['expires_at']);
        expect(expiries, collection).toEqual([touched.expiresAt]);
      }
      const after = await bench.store.get(ref);
      // Buckets of this category are 6 days wide: one day stays in the bucket, twenty do not.
      expect(after?.data['dek'] === before?.data['dek']).toBe(days === 1);
      expect(after?.data['email_bcrypt']).toBe(before?.data['email_bcrypt']);
    },
  );

  test('never brings the expiry nearer, and moves none that counts from creation', async () => {
    const bench = createTestBench();
    const ctx = bench.contextOf('acme');
    const id = await createOne(bench);
    bench.clock.now -= 10_000_000;
    const touched = await touchRecord(ctx, { category, id });
    expect(touched.expiresAt).toBe(testStart + 180 * microsPerDay);
    const input = { category: raffleParticipations, body: { raffle_id: 'r', email: 'a@x.de' } };
    const [record] = (await createRecords(ctx, input)).records;
    bench.clock.now += 20 * microsPerDay;
    const other = { category: raffleParticipations, id: record?.id ?? '' };
    expect((await touchRecord(ctx, other)).expiresAt).toBe(record?.expiresAt);
  });
});

describe('an upsert', () => {
  test('creates, then replaces all fields of the same record, whatever the letter case', async () => {
    const bench = createTestBench();
    const ctx = bench.contextOf('acme');
    const first = await upsertRecord(ctx, { category, body });
    bench.clock.now += 30 * microsPerDay;
    const next = { email: 'A@X.de', authenticated_by: 'code' };
    const second = await upsertRecord(ctx, { category, body: next });
    expect([first.created, second.created]).toEqual([true, false]);
    expect(second.record).toEqual({
      id: first.record.id,
      createdAt: first.record.createdAt,
      expiresAt: testStart + 210 * microsPerDay,
      fields: next,
    });
    expect(await readRecord(ctx, { category, id: first.record.id })).toEqual(second.record);
    expect(await countIn(bench, category.id)).toBe(1);
  });

  test('of fifty at once creates one record, and all know it', async () => {
    const bench = createTestBench();
    const contexts = [bench.otherProcess('acme'), bench.otherProcess('acme')];
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        const ctx = contexts[index % 2] ?? bench.contextOf('acme');
        const input = { category, body: { ...body, values: { index } } };
        // A client tries again when it is told that there is too much at once.
        for (;;) {
          try {
            return await upsertRecord(ctx, input);
          } catch (error) {
            expect(error).toMatchObject({ code: 'contention' });
          }
        }
      }),
    );
    expect(outcomes.filter(({ created }) => created)).toHaveLength(1);
    expect(new Set(outcomes.map(({ record }) => record.id)).size).toBe(1);
    expect(await countIn(bench, category.id)).toBe(1);
    expect(await countIn(bench, uniqueMarks.id)).toBe(1);
  });

  test('keeps a messenger session one per channel and id, and its expiry where it was', async () => {
    const bench = createTestBench();
    const ctx = bench.contextOf('acme');
    const session = (channel: string, external_id: string, step: number) =>
      upsertRecord(ctx, {
        category: messengerSessions,
        body: { channel, external_id, conversation_id: 'c', state: { step } },
      });
    const first = await session('whatsapp', 'x', 1);
    bench.clock.now += 3 * microsPerDay;
    const second = await session('whatsapp', 'x', 2);
    expect(second).toMatchObject({ created: false, record: { id: first.record.id } });
    expect(second.record.expiresAt).toBe(first.record.expiresAt);
    for (const other of [await session('wechat', 'x', 1), await session('whatsapp', 'X', 1)])
      expect(other.created).toBe(true);
  });

  test('of another tenant with the same email is another record', async () => {
    const bench = createTestBench();
    const [left, right] = await Promise.all([
      upsertRecord(bench.contextOf('acme'), { category, body }),
      upsertRecord(bench.contextOf('other'), { category, body }),
    ]);
    expect([left.created, right.created]).toEqual([true, true]);
  });
});
