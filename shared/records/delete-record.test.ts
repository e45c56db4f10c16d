import { describe, expect, test } from 'vitest';
import { microsPerDay } from '#shared/base/time/instant.ts';
import { customers } from '#shared/categories/customers.ts';
import { loyaltyRedemptions } from '#shared/categories/loyalty-redemptions.ts';
import type { Store } from '#shared/store/store.ts';
import { conversationLinks, uniqueMarks } from './collections.ts';
import { correctRecord } from './correct-record.ts';
import { createRecords } from './create-records.ts';
import { deleteRecord } from './delete-record.ts';
import { createTestFixture, onStore, type TestFixture } from './testing/create-test-context.ts';

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

describe('a deletion', () => {
  test('also deletes marks and links, so that the person can be stored again', async () => {
    const fixture = createTestFixture();
    const ctx = fixture.contextOf('acme');
    const id = await createOne(fixture, { ...body, conversation_id: 'c' });
    await deleteRecord(ctx, { category, id });
    for (const collection of [category.id, uniqueMarks.id, conversationLinks.id])
      expect(await countIn(fixture, collection)).toBe(0);
    await createOne(fixture);
  });

  test('of an expired record is refused; if a new record has replaced the expired one, the marks of the new record are kept', async () => {
    const fixture = createTestFixture();
    const ctx = fixture.contextOf('acme');
    const old = await createOne(fixture);
    fixture.clock.now += 180 * microsPerDay;
    const next = await createOne(fixture);
    await expect(deleteRecord(ctx, { category, id: old })).rejects.toMatchObject({
      code: 'record-not-found',
    });
    await expect(createOne(fixture)).rejects.toMatchObject({ code: 'already-exists' });
    await deleteRecord(ctx, { category, id: next });
    await createOne(fixture);
  });

  test('by several callers at the same time deletes the record with its mark; a caller that comes too late is told that the record does not exist', async () => {
    const fixture = createTestFixture();
    const id = await createOne(fixture);
    const ctx = fixture.contextOf('acme');
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, () => deleteRecord(ctx, { category, id })),
    );
    expect(outcomes.some(({ status }) => status === 'fulfilled')).toBe(true);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected')
        expect(outcome.reason).toMatchObject({ code: 'record-not-found' });
    expect(await countIn(fixture, category.id)).toBe(0);
    expect(await countIn(fixture, uniqueMarks.id)).toBe(0);
    await expect(deleteRecord(ctx, { category, id })).rejects.toMatchObject({
      code: 'record-not-found',
    });
  });

  test('also deletes a link that a correction has added just before the deletion commits', async () => {
    const fixture = createTestFixture();
    const ctx = fixture.contextOf('acme');
    const redeemed = { email: 'a@example.org', reward_id: 'mug', coins: 2 };
    const own = { category: loyaltyRedemptions };
    const { records } = await createRecords(ctx, { ...own, body: redeemed });
    const id = records[0]?.id ?? '';
    let isOvertaken = false;
    const commit: Store['commit'] = async (writes) => {
      if (!isOvertaken) {
        isOvertaken = true;
        // From now on the record has a link that the deletion has not read.
        await correctRecord(ctx, { ...own, id, body: { conversation_id: 'c' } });
      }
      return ctx.store.commit(writes);
    };
    await deleteRecord(onStore(ctx, { ...ctx.store, commit }), { ...own, id });
    expect(await countIn(fixture, loyaltyRedemptions.id)).toBe(0);
    expect(await countIn(fixture, conversationLinks.id)).toBe(0);
  });

  test('succeeds even if the answer to its commit is lost and the next attempt finds no record', async () => {
    const fixture = createTestFixture();
    const ctx = fixture.contextOf('acme');
    const id = await createOne(fixture);
    let isLost = false;
    // Behaves as if the Firestore client lost the answer and sent the commit again. When the second
    // commit arrives, the record is already deleted.
    const commit: Store['commit'] = async (writes) => {
      const versions = await ctx.store.commit(writes);
      if (isLost) return versions;
      isLost = true;
      return ctx.store.commit(writes);
    };
    const retried = { ...ctx, store: { ...ctx.store, commit } };
    await expect(deleteRecord(retried, { category, id })).resolves.toBeUndefined();
    expect(await countIn(fixture, category.id)).toBe(0);
  });

  test('keeps a mark that now belongs to another record', async () => {
    const fixture = createTestFixture();
    const ctx = fixture.contextOf('acme');
    const id = await createOne(fixture);
    const query = { collection: uniqueMarks.id, tenant: 'acme', where: [], orderBy: [], limit: 2 };
    const [mark] = await fixture.store.query(query);
    if (mark === undefined) throw new Error('no mark');
    const data = { ...mark.data, record_id: '0'.repeat(32) };
    await fixture.store.commit([{ kind: 'put', ref: mark.ref, data }]);
    await deleteRecord(ctx, { category, id });
    expect(await countIn(fixture, category.id)).toBe(0);
    expect((await fixture.store.query(query)).map((each) => each.data)).toEqual([data]);
  });
});
