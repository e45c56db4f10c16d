import { describe, expect, test } from 'vitest';
import { couponCodes } from '#shared/categories/coupon-codes.ts';
import { deleteRecord } from '#shared/records/delete-record.ts';
import { onStore } from '#shared/records/testing/create-test-context.ts';
import { allTenants, type Store, type Write } from '#shared/store/store.ts';
import { closePool } from './close-pool.ts';
import { listPools } from './list-pools.ts';
import { packCodes } from './packs.ts';
import { readPoolStatus } from './read-pool-status.ts';
import {
  type CouponProcess,
  codeOf,
  codesOf,
  createCouponFixture,
  csvOf,
  processOf,
} from './testing/create-coupon-fixture.ts';
import { tryCodes } from './try-codes.ts';

const problem = (code: string) => expect.objectContaining({ code });
const close = ({ ctx }: Pick<CouponProcess, 'ctx'>, poolId: string, more: object = {}) =>
  closePool(ctx, { poolId, body: { confirm: true, ...more } });

function storedIn(store: Store, collection: string) {
  const all = { tenant: allTenants, where: [], orderBy: [], limit: 10_000 };
  return store.query({ ...all, collection });
}

describe('a closed pool', () => {
  test('gives out no new coupon in any process, but gives customers the coupon that they already have', async () => {
    const { one, other } = createCouponFixture();
    const pool = await one.pool();
    await one.load(pool.id, codesOf(5));
    const had = await one.emit(pool.id, 'anna@example.org');
    await other.emit(pool.id, 'bert@example.org');
    await close(one, pool.id);
    // The other process still has the open pool in its cache.
    for (const each of [one, other]) {
      const late = each.emit(pool.id, 'carla@example.org');
      await expect(late).rejects.toEqual(problem('pool-closed'));
      expect(codeOf(await each.emit(pool.id, 'anna@example.org'))).toBe(codeOf(had));
    }
  });

  test('accepts no code, but answers `code-redeemed` for a code that was redeemed before', async () => {
    const { one, other } = createCouponFixture();
    const pool = await one.pool({ kind: 'code', policy: 'unrestricted' });
    await one.load(pool.id, ['A-1', 'A-2']);
    await one.redeem(pool.id, 'A-1', 'anna@example.org');
    await other.redeem(pool.id, 'A-1', 'bert@example.org').catch(() => undefined);
    await close(one, pool.id);
    for (const each of [one, other]) {
      const again = each.redeem(pool.id, 'A-1', 'bert@example.org');
      await expect(again).rejects.toEqual(problem('code-redeemed'));
      const late = each.redeem(pool.id, 'A-2', 'bert@example.org');
      await expect(late).rejects.toEqual(problem('pool-closed'));
    }
  });

  test('accepts no file, not even in a dry run', async () => {
    const { one, other } = createCouponFixture();
    const pool = await one.pool();
    await close(one, pool.id);
    await expect(other.load(pool.id, ['A-1'])).rejects.toEqual(problem('pool-closed'));
    const trial = tryCodes(other.ctx, { poolId: pool.id, csv: csvOf('A-1') });
    await expect(trial).rejects.toEqual(problem('pool-closed'));
  });

  test('still answers a repeated load, if the first load happened before the closing', async () => {
    const { one } = createCouponFixture();
    const pool = await one.pool();
    const key = { idempotencyKey: 'file-1' };
    const { loadCodes } = await import('./load-codes.ts');
    const load = () => loadCodes(one.ctx, { poolId: pool.id, csv: csvOf('A-1'), ...key });
    await load();
    await close(one, pool.id);
    expect(await load()).toMatchObject({ replayed: true, pool: { loaded: 1, state: 'closed' } });
  });

  test('keeps the marks and records of its used codes, and no unused codes', async () => {
    const { fixture, one } = createCouponFixture();
    const [pool, neighbour] = [await one.pool(), await one.pool()];
    await one.load(pool.id, codesOf(20));
    await one.load(neighbour.id, codesOf(3));
    await one.emit(pool.id, 'anna@example.org');
    const { pool: closed } = await close(one, pool.id);
    expect(closed).toMatchObject({ state: 'closed', deleted: 19 });
    const left = (await storedIn(fixture.store, 'coupon_stock')).map(({ data }) => data);
    const own = left.filter((data) => data['pool_id'] === pool.id);
    expect(own).toEqual([{ pool_id: pool.id, state: 'used' }]);
    expect(left).toHaveLength(4);
    expect(await storedIn(fixture.store, 'coupon_codes')).toHaveLength(1);
    expect((await listPools(one.ctx, { limit: 5 })).items).toMatchObject([
      { id: neighbour.id, left: 3, state: 'open' },
      { id: pool.id, loaded: 20, used: 1, left: 0, deleted: 19, low: false, state: 'closed' },
    ]);
  });

  test('gives a second closing the same answer as the first closing; the second closing writes nothing', async () => {
    const { fixture, one, other } = createCouponFixture();
    const pool = await one.pool();
    await one.load(pool.id, codesOf(5));
    const { pool: first } = await close(one, pool.id);
    fixture.clock.now += 3_600_000_000;
    const commits: (readonly Write[])[] = [];
    const { store } = fixture;
    const watched = onStore(other.ctx, {
      ...store,
      commit(writes) {
        commits.push(writes);
        return store.commit(writes);
      },
    });
    expect((await close({ ctx: watched }, pool.id)).pool).toEqual(first);
    expect((await close({ ctx: watched }, pool.id, { at_most: 0 })).pool).toEqual(first);
    expect(commits).toEqual([]);
  });
});

test('a pool is not closed if it has more unused codes than the request allows with `at_most`', async () => {
  const { one } = createCouponFixture();
  const pool = await one.pool();
  await one.load(pool.id, codesOf(5));
  await one.emit(pool.id, 'anna@example.org');
  const { left } = await readPoolStatus(one.ctx, pool.id);
  expect(left).toBe(4);
  await one.load(pool.id, codesOf(2, 'D'));
  await expect(close(one, pool.id, { at_most: left })).rejects.toEqual(problem('plan-changed'));
  expect((await readPoolStatus(one.ctx, pool.id)).left).toBe(6);
  await one.emit(pool.id, 'bert@example.org');
  expect((await close(one, pool.id, { at_most: 6 })).pool.deleted).toBe(5);
});

test('one closing request deletes 4,000 codes that are stored one by one, and also all codes that an interrupted load left in packs', async () => {
  const { fixture, one } = createCouponFixture();
  const pool = await one.pool();
  await one.load(pool.id, codesOf(4_100));
  await fixture.store.commit(await packCodes(one.ctx, pool, codesOf(600, 'P')));
  const first = await close(one, pool.id);
  expect(first.pool).toMatchObject({ state: 'closing', deleted: 4_600 });
  expect((await close(one, pool.id)).pool).toMatchObject({ state: 'closed', deleted: 4_700 });
});

test('one closing request deletes at most 4,000 codes that are stored one by one, 400 in each commit; the figures count the codes that are left', async () => {
  const { fixture, one } = createCouponFixture();
  const pool = await one.pool();
  await one.load(pool.id, codesOf(4_700));
  await one.emit(pool.id, 'anna@example.org');
  const deletions: number[] = [];
  const { store } = fixture;
  const ctx = onStore(one.ctx, {
    ...store,
    commit(writes) {
      deletions.push(writes.filter(({ kind }) => kind === 'delete').length);
      return store.commit(writes);
    },
  });
  const first = await close({ ctx }, pool.id);
  expect(first.pool).toMatchObject({ state: 'closing', deleted: 4_000 });
  expect(await one.figures(first.pool)).toMatchObject({ left: 699, deleted: 4_000, used: 1 });
  expect(Math.max(...deletions)).toBe(400);
  const second = await close({ ctx }, pool.id);
  expect(second.pool).toMatchObject({ state: 'closed', deleted: 4_699 });
  expect(await one.figures(second.pool)).toMatchObject({ left: 0, deleted: 4_699, used: 1 });
  expect(second.pool.closedAt).toBe(first.pool.closedAt);
});

test('the codes that an interrupted load left in packs are counted in `left`, and closing the pool deletes them', async () => {
  const { fixture, one } = createCouponFixture();
  const pool = await one.pool();
  const { store } = fixture;
  let commits = 0;
  const dying = processOf(
    onStore(one.ctx, {
      ...store,
      // The commit of the load succeeds. The process is killed before it stores the codes one by
      // one.
      commit: async (writes) => {
        const isPack = writes.some(({ ref }) => ref.collection === 'coupon_packs');
        if (isPack) commits += 1;
        return commits > 1 ? new Promise(() => undefined) : store.commit(writes);
      },
    }),
  );
  void dying.load(pool.id, codesOf(600));
  await expect.poll(() => commits).toBeGreaterThan(1);
  expect(await readPoolStatus(one.ctx, pool.id)).toMatchObject({ left: 600, used: 0 });
  expect((await close(one, pool.id)).pool).toMatchObject({ state: 'closed', deleted: 600 });
  for (const collection of ['coupon_packs', 'coupon_stock'])
    expect(await storedIn(store, collection)).toEqual([]);
});

test('closing a pool needs the right to work on coupons and a confirmation, and is possible only for pools of the caller’s tenant', async () => {
  const { fixture, one } = createCouponFixture();
  const pool = await one.pool();
  for (const scopes of [['coupon_codes:read'], ['coupon_codes:masked', 'overview'], ['tenant']]) {
    const ctx = fixture.contextOf('acme', scopes);
    await expect(close({ ctx }, pool.id)).rejects.toEqual(problem('scope-missing'));
  }
  for (const body of [{}, { confirm: false }, { confirm: true, at_most: -1 }])
    await expect(closePool(one.ctx, { poolId: pool.id, body })).rejects.toEqual(
      problem('validation-failed'),
    );
  for (const [ctx, id] of [
    [one.ctx, '0'.repeat(32)],
    [fixture.contextOf('other'), pool.id],
  ] as const)
    await expect(close({ ctx }, id)).rejects.toEqual(problem('record-not-found'));
  const worker = { ctx: fixture.contextOf('acme', ['work']) };
  expect((await close(worker, pool.id)).pool.state).toBe('closed');
});

test('the status of a pool has two counts: codes with a live or restricted record, and codes whose record was deleted or has expired', async () => {
  const { fixture, one } = createCouponFixture();
  const pool = await one.pool();
  const neighbour = await one.pool();
  for (const { id } of [pool, neighbour]) await one.load(id, codesOf(9));
  await one.emit(neighbour.id, 'anna@example.org');
  const [first, second] = [
    await one.emit(pool.id, 'anna@example.org'),
    await one.emit(pool.id, 'bert@example.org'),
    await one.emit(pool.id, 'carla@example.org'),
  ];
  await deleteRecord(one.ctx, { category: couponCodes, id: first.record.id });
  const { restrictRecord } = await import('#shared/records/restriction/restrict-record.ts');
  const ctx = { ...one.ctx, scopes: new Set([...one.ctx.scopes, 'restriction']) };
  const body = { ground: 'needed_for_claims' };
  await restrictRecord(ctx, { category: couponCodes, id: second.record.id, body });
  expect(await readPoolStatus(one.ctx, pool.id)).toMatchObject({
    loaded: 9,
    used: 3,
    left: 6,
    tied: 2,
    anonymous: 1,
    history: [],
  });
  fixture.clock.now += 361 * 86_400_000_000;
  expect(await readPoolStatus(one.ctx, pool.id)).toMatchObject({ tied: 0, anonymous: 3 });
  const viewer = fixture.contextOf('acme', ['overview']);
  await expect(readPoolStatus(viewer, pool.id)).rejects.toEqual(problem('scope-missing'));
});
