import { describe, expect, test } from 'vitest';
import { customers } from '../categories/customers.ts';
import { microsPerDay } from '../time/instant.ts';
import { conversationLinks, uniqueMarks } from './collections.ts';
import { createRecords } from './create-records.ts';
import { deleteRecord } from './delete-record.ts';
import { createTestBench, type TestBench } from './testing/create-test-context.ts';

const category = customers;

const body = { email: 'a@example.org', authenticated_by: 'sso', values: { city: 'Köln' } };

async function createOne(bench: TestBench, fields: object = body): Promise<string> {
  const created = await createRecords(bench.contextOf('acme'), { category, body: fields });
  return created.records[0]?.id ?? '';
}

/** How many documents a tenant has in a collection. */
function countIn(bench: TestBench, collection: string): Promise<number> {
  return bench.store.count({ collection, tenant: 'acme', where: [], orderBy: [] });
}

describe('a deletion', () => {
  test('takes marks and links along, so that the person can come back', async () => {
    const bench = createTestBench();
    const ctx = bench.contextOf('acme');
    const id = await createOne(bench, { ...body, conversation_id: 'c' });
    await deleteRecord(ctx, { category, id });
    for (const collection of [category.id, uniqueMarks.id, conversationLinks.id])
      expect(await countIn(bench, collection)).toBe(0);
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
