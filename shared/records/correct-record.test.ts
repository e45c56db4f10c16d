import { describe, expect, test } from 'vitest';
import { microsPerDay } from '#shared/base/time/instant.ts';
import { customers } from '#shared/categories/customers.ts';
import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import { conversationLinks, uniqueMarks } from './collections.ts';
import { correctRecord } from './correct-record.ts';
import { createRecords } from './create-records.ts';
import { readRecord } from './read-record.ts';
import { searchRecords } from './search-records.ts';
import { createTestFixture, type TestFixture } from './testing/create-test-context.ts';

const category = customers;

const body = { email: 'a@example.org', authenticated_by: 'sso', values: { city: 'Köln' } };

async function createOne(fixture: TestFixture, fields: object = body): Promise<string> {
  const created = await createRecords(fixture.contextOf('acme'), { category, body: fields });
  return created.records[0]?.id ?? '';
}

/** The number of documents that a tenant has in a collection. */
function countIn(fixture: TestFixture, collection: string): Promise<number> {
  return fixture.store.count({ collection, tenant: 'acme', where: [], orderBy: [] });
}

async function find(fixture: TestFixture, email: string): Promise<number> {
  const input = { category, body: { email } };
  return (await searchRecords(fixture.contextOf('acme'), input)).items.length;
}

describe('a correction', () => {
  test('changes the given fields, removes fields that are set to null, and does not change the expiry', async () => {
    const fixture = createTestFixture();
    const ctx = fixture.contextOf('acme');
    const id = await createOne(fixture, { ...body, conversation_id: 'c' });
    const before = await readRecord(ctx, { category, id });
    fixture.clock.now += 40 * microsPerDay;
    const correction = { authenticated_by: 'code', conversation_id: null };
    const after = await correctRecord(ctx, { category, id, body: correction });
    const fields = { ...body, authenticated_by: 'code' };
    expect(after).toEqual({ ...before, fields, tag: after.tag });
    expect(await readRecord(ctx, { category, id })).toEqual(after);
  });

  test('of an email updates its lookup hash, uniqueness mark and conversation link', async () => {
    const fixture = createTestFixture();
    const ctx = fixture.contextOf('acme');
    const id = await createOne(fixture, { ...body, conversation_id: 'c' });
    const link = { tenant: 'acme', collection: conversationLinks.id, id: `${id}.email` };
    const linkedBefore = (await fixture.store.get(link))?.data['lookup'];
    await correctRecord(ctx, { category, id, body: { email: 'b@example.org' } });
    expect(await find(fixture, 'a@example.org')).toBe(0);
    expect(await find(fixture, 'b@example.org')).toBe(1);
    const linkedAfter = (await fixture.store.get(link))?.data['lookup'];
    expect(linkedAfter).toMatch(/^\$2b\$/);
    expect(linkedAfter).not.toBe(linkedBefore);
    expect(await countIn(fixture, uniqueMarks.id)).toBe(1);
    await expect(createOne(fixture, { ...body, email: 'b@example.org' })).rejects.toMatchObject({
      code: 'already-exists',
    });
    await createOne(fixture);
  });

  test('to a unique value of another record is refused and changes nothing', async () => {
    const fixture = createTestFixture();
    const ctx = fixture.contextOf('acme');
    const id = await createOne(fixture);
    await createOne(fixture, { ...body, email: 'b@example.org' });
    await expect(
      correctRecord(ctx, { category, id, body: { email: 'B@Example.org' } }),
    ).rejects.toMatchObject({ code: 'already-exists' });
    expect((await readRecord(ctx, { category, id })).fields).toEqual(body);
  });

  test('that removes the conversation from a record deletes the link between the person and the conversation', async () => {
    const fixture = createTestFixture();
    const ctx = fixture.contextOf('acme');
    const id = await createOne(fixture, { ...body, conversation_id: 'c' });
    expect(await countIn(fixture, conversationLinks.id)).toBe(1);
    await correctRecord(ctx, { category, id, body: { conversation_id: null } });
    expect(await countIn(fixture, conversationLinks.id)).toBe(0);
  });

  test.each([
    ['without a field', {}],
    ['that removes a required field', { email: null }],
    ['of an unknown field', { name: 'x' }],
    ['of a system field', { expires_at: '2030-01-01T00:00:00Z' }],
  ])('%s is refused', async (_name, correction) => {
    const fixture = createTestFixture();
    const id = await createOne(fixture);
    await expect(
      correctRecord(fixture.contextOf('acme'), { category, id, body: correction }),
    ).rejects.toMatchObject({ code: 'validation-failed' });
  });

  test('is not lost if five callers correct different fields at the same time', async () => {
    const fixture = createTestFixture();
    const ctx = fixture.contextOf('acme');
    const input = {
      category: raffleParticipations,
      body: { raffle_id: 'r', email: 'a@example.org' },
    };
    const id = (await createRecords(ctx, input)).records[0]?.id ?? '';
    const corrections = [
      { firstname: 'Ada' },
      { lastname: 'Lovelace' },
      { phone: '030 23125014' },
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
