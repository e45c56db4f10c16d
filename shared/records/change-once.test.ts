import { beforeEach, describe, expect, test } from 'vitest';
import { microsPerDay } from '#shared/base/time/instant.ts';
import { customers as category } from '#shared/categories/customers.ts';
import type { Store } from '#shared/store/store.ts';
import type { Context } from './context.ts';
import { deleteRecord } from './delete-record.ts';
import { readRecord } from './read-record.ts';
import type { ClearRecord } from './record.ts';
import { createTestFixture, type TestFixture } from './testing/create-test-context.ts';
import { touchRecord } from './touch-record.ts';
import { upsertRecord } from './upsert-record.ts';

const body = { email: 'anna@example.org', authenticated_by: 'sso' };
let fixture: TestFixture;
let ctx: Context;
let record: ClearRecord;

beforeEach(async () => {
  fixture = createTestFixture();
  ctx = fixture.contextOf('acme');
  ({ record } = await upsertRecord(ctx, { category, body }));
});

const touch = (key: string | undefined, id = record.id, by = ctx) =>
  touchRecord(by, { category, id, idempotencyKey: key });

describe('a change with an Idempotency-Key', () => {
  // A change after one day sets an expiry in the same bucket, so the record keeps its data key. A
  // change after twenty days sets an expiry in another bucket, so the record gets another data key.
  // Both cases must work.
  test.each([1, 20])(
    'that is made %i days after the record’s creation has no second effect if it is repeated within 24 hours',
    async (days) => {
      fixture.clock.now += days * microsPerDay;
      const first = await touch('k');
      fixture.clock.now += microsPerDay - 1;
      expect(await touch('k')).toEqual({ record: first.record, replayed: true });
      expect(await readRecord(ctx, { category, id: record.id })).toEqual(first.record);
      fixture.clock.now += 1;
      const next = await touch('k');
      expect([next.replayed, next.record.expiresAt > first.record.expiresAt]).toEqual([
        false,
        true,
      ]);
    },
  );

  test('is found by the next attempt if the answer to its commit was lost', async () => {
    let commits = 0;
    const commit: Store['commit'] = async (writes) => {
      commits += 1;
      await fixture.store.commit(writes);
      return fixture.store.commit(writes);
    };
    fixture.clock.now += microsPerDay;
    const store: Store = { ...fixture.store, commit };
    const by = { ...ctx, store };
    expect((await touch('k', record.id, by)).record.expiresAt).toBeGreaterThan(record.expiresAt);
    expect(commits).toBe(1);
  });

  test('is refused if its key was used for another record; if its own record was deleted meanwhile, the answer says that this record is gone', async () => {
    await touch('k');
    const other = await upsertRecord(ctx, { category, body: { ...body, email: 'b@example.org' } });
    const refused = { code: 'idempotency-mismatch' };
    await expect(touch('k', other.record.id)).rejects.toMatchObject(refused);
    await deleteRecord(ctx, { category, id: record.id });
    await expect(touch('k')).rejects.toMatchObject({ code: 'idempotency-record-gone' });
  });

  test('costs one more read than a change without a key', async () => {
    // The first change fills the cache of secrets, so it is not counted.
    await touch('warm');
    fixture.takeCalls();
    await touch(undefined);
    const without = fixture.takeCalls();
    await touch('k');
    expect(fixture.takeCalls()).toEqual({ ...without, get: (without.get ?? 0) + 1 });
  });
});
