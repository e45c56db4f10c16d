import { expect, test } from 'vitest';
import { microsPerDay } from '#shared/base/time/instant.ts';
import { closePool } from '#shared/domains/coupons/close-pool.ts';
import { readPool } from '#shared/domains/coupons/pool.ts';
import { readPoolStatus } from '#shared/domains/coupons/read-pool-status.ts';
import {
  codesOf,
  createCouponFixture,
} from '#shared/domains/coupons/testing/create-coupon-fixture.ts';
import { allTenants, type Store, WriteConflict } from '#shared/store/store.ts';
import { beginRun } from '../sweep-run.ts';
import { createKilledStore } from '../testing/create-killed-store.ts';
import { copyOf, readAll, stateOf } from '../testing/create-sweep-fixture.ts';
import { tendPools } from './tend-pools.ts';

type World = ReturnType<typeof createCouponFixture>;

function tend({ fixture }: World, store: Store = fixture.store) {
  const deps = { store, random: () => 0.5, sleep: async () => undefined };
  const run = beginRun({
    store,
    now: () => fixture.clock.now,
    monotonic: () => 0,
    budgetSeconds: 60,
    onFailure: (error: unknown) => {
      throw error;
    },
  });
  return tendPools(deps, run);
}

async function poolIn(store: Store) {
  const all = { tenant: allTenants, where: [], orderBy: [], limit: 10 };
  const [document] = await store.query({ ...all, collection: 'coupon_pools' });
  if (document === undefined) throw new Error('the pool is not stored');
  return readPool(document);
}

/**
 * Creates a pool whose closing was interrupted: the first 400 of 1,300 unused codes are deleted.
 */
async function cutOff() {
  const world = createCouponFixture();
  const { fixture, one } = world;
  const pool = await one.pool();
  await one.load(pool.id, codesOf(1_301));
  await one.emit(pool.id, 'anna@example.org');
  // The process is killed after three commits: the ledger's entry, the new state of the pool, and
  // the first deletion.
  const { store, killed } = createKilledStore(fixture.store, 2, 'all');
  const ctx = { ...one.ctx, store };
  void closePool(ctx, { poolId: pool.id, body: { confirm: true } });
  await killed;
  expect(await poolIn(fixture.store)).toMatchObject({ state: 'closing', deleted: 400 });
  return world;
}

test('the sweep completes an interrupted closing, and the pool then shows how many codes were deleted in all', async () => {
  const world = await cutOff();
  const { store } = world.fixture;
  expect(await tend(world)).toMatchObject({ closed_pools: 1 });
  expect(await poolIn(store)).toMatchObject({ state: 'closed', deleted: 1_300 });
  const stock = (await readAll(store)).filter(({ ref }) => ref.collection === 'coupon_stock');
  expect(stock.map(({ data }) => data['state'])).toEqual(['used']);
  expect(await tend(world)).toEqual({ closed_pools: 0, noted_pools: 0 });
});

test.each(['none', 'all'] as const)(
  'two simultaneous sweeps, or a sweep that is killed at any of its writes and then repeated, end in the same state as one uninterrupted sweep; the killed write stores: %s',
  async (landed) => {
    const world = await cutOff();
    world.fixture.clock.now += microsPerDay;
    await world.one.pool({ name: 'offen' });
    world.fixture.clock.now += microsPerDay;
    const seeded = await readAll(world.fixture.store);
    const calm = createKilledStore(await copyOf(seeded), Number.POSITIVE_INFINITY);
    expect(await tend(world, calm.store)).toEqual({ closed_pools: 1, noted_pools: 1 });
    const state = await stateOf(calm.store);
    expect(calm.writes()).toBe(4);
    for (let fatal = 0; fatal < calm.writes(); fatal += 1) {
      const store = await copyOf(seeded);
      const dying = createKilledStore(store, fatal, landed);
      await Promise.race([tend(world, dying.store), dying.killed]);
      await tend(world, store);
      expect(await stateOf(store)).toEqual(state);
    }
    const store = await copyOf(seeded);
    await Promise.all([tend(world, store), tend(world, store)]);
    expect(await stateOf(store)).toEqual(state);
  },
);

test('the stock of an open pool is noted once a day, and the notes of earlier days remain', async () => {
  const world = createCouponFixture();
  const { fixture, one } = world;
  const pool = await one.pool({ policy: 'unrestricted' });
  await one.load(pool.id, codesOf(10));
  expect(await tend(world)).toEqual({ closed_pools: 0, noted_pools: 0 });
  for (const used of [1, 2]) {
    for (let count = 0; count < used; count += 1) await one.emit(pool.id, `c${count}@example.org`);
    fixture.clock.now += microsPerDay;
    expect(await tend(world)).toMatchObject({ noted_pools: 1 });
    expect(await tend(world)).toMatchObject({ noted_pools: 0 });
  }
  await one.load(pool.id, codesOf(5, 'D'));
  fixture.clock.now += 3 * microsPerDay;
  await tend(world);
  const { history } = await readPoolStatus(one.ctx, pool.id);
  expect(history).toEqual([
    { at: '2026-01-16T12:00:00.000Z', loaded: 10, used: 1 },
    { at: '2026-01-17T12:00:00.000Z', loaded: 10, used: 3 },
    { at: '2026-01-20T12:00:00.000Z', loaded: 15, used: 3 },
  ]);
});

test('if the sweep cannot note the stock of a pool that is being loaded, the next run notes it; the stock of a closed pool is not noted', async () => {
  const world = createCouponFixture();
  const { fixture, one } = world;
  const pool = await one.pool();
  await one.load(pool.id, codesOf(3));
  fixture.clock.now += microsPerDay;
  const { store } = fixture;
  const losing = { ...store, commit: () => Promise.reject(new WriteConflict('loaded meanwhile')) };
  expect(await tend(world, losing)).toEqual({ closed_pools: 0, noted_pools: 0 });
  expect(await tend(world)).toEqual({ closed_pools: 0, noted_pools: 1 });
  await closePool(one.ctx, { poolId: pool.id, body: { confirm: true } });
  fixture.clock.now += microsPerDay;
  expect(await tend(world)).toEqual({ closed_pools: 0, noted_pools: 0 });
  expect((await poolIn(store)).history).toHaveLength(1);
});
