import { describe, expect, test } from 'vitest';
import { onStore } from '#shared/records/testing/create-test-context.ts';
import { StoreUnavailable, type Write } from '#shared/store/store.ts';
import { couponPacks, couponPools, couponStock } from './collections.ts';
import { loadCodes } from './load-codes.ts';
import {
  codeOf,
  codesOf,
  createCouponFixture,
  csvOf,
  processOf,
} from './testing/create-coupon-fixture.ts';

const problem = (code: string) => expect.objectContaining({ code });
const refusedAt = (line: number, rule: string) =>
  expect.objectContaining({ code: 'validation-failed', errors: [{ line, rule }] });

/**
 * Creates a process that is killed before its commit with this number. Only commits to the coupon
 * collections are counted. A failing commit has the same effect on the database as a kill.
 */
function killedAt(fixture: ReturnType<typeof createCouponFixture>['fixture'], number: number) {
  const ctx = fixture.otherProcess('acme');
  let commits = 0;
  const commit = async (writes: readonly Write[]) => {
    if (writes.some(({ ref }) => ref.collection.startsWith('coupon_'))) commits += 1;
    if (commits >= number) throw new StoreUnavailable('killed');
    return ctx.store.commit(writes);
  };
  return processOf(onStore(ctx, { ...ctx.store, commit }));
}

const stored = (fixture: ReturnType<typeof createCouponFixture>['fixture'], collection: string) =>
  fixture.store.query({ collection, tenant: 'acme', where: [], orderBy: [], limit: 10_000 });

describe('a file of codes', () => {
  test('is in stock after the load, and none of its codes is stored in clear', async () => {
    const { fixture, one } = createCouponFixture();
    const pool = await one.pool({ low_stock: 600 });
    await one.load(pool.id, codesOf(601, 'Geheim'));
    expect(await one.figures(await one.load(pool.id, ['Geheim-x']))).toMatchObject({
      loaded: 602,
      used: 0,
      left: 602,
      low: false,
    });
    const stock = await stored(fixture, couponStock.id);
    expect(stock).toHaveLength(602);
    expect(await stored(fixture, couponPacks.id)).toEqual([]);
    const bytes = stock.map(({ ref, data }) =>
      Buffer.concat([Buffer.from(JSON.stringify([ref, data])), data['code_aes'] as Uint8Array]),
    );
    expect(bytes.filter((each) => each.includes('Geheim'))).toEqual([]);
  });

  test('is refused as a whole if the pool has or had one of its codes; the answer contains line numbers but no code', async () => {
    const { fixture, one } = createCouponFixture();
    const pool = await one.pool();
    await one.load(pool.id, ['A-1']);
    await one.emit(pool.id, 'anna@example.org');
    await one.load(pool.id, ['B-2']);
    const before = [await stored(fixture, couponStock.id), await stored(fixture, couponPools.id)];
    await expect(one.load(pool.id, ['N-1', 'A-1', 'N-2'])).rejects.toEqual(
      refusedAt(2, 'not used before'),
    );
    await expect(one.load(pool.id, ['N-1', 'N-2', 'B-2'])).rejects.toEqual(
      refusedAt(3, 'not loaded before'),
    );
    expect([await stored(fixture, couponStock.id), await stored(fixture, couponPools.id)]).toEqual(
      before,
    );
  });

  test('may contain codes of another pool', async () => {
    const { one } = createCouponFixture();
    const pools = [await one.pool(), await one.pool()];
    for (const pool of pools) await one.load(pool.id, ['A-1']);
    for (const pool of pools) expect(codeOf(await one.emit(pool.id, 'a@example.org'))).toBe('A-1');
  });

  test('that is sent to two processes at the same time is loaded only once', async () => {
    const { fixture, one, other } = createCouponFixture();
    const pool = await one.pool();
    const codes = codesOf(300);
    const answers = await Promise.allSettled([one, other].map(({ load }) => load(pool.id, codes)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(answers.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: problem('validation-failed'),
    });
    const [pooled] = await stored(fixture, couponPools.id);
    expect(pooled?.data['loaded']).toBe(300);
  });

  test('can be loaded only with the right to work on coupons, and only into a pool of the tenant', async () => {
    const { fixture, one } = createCouponFixture();
    const pool = await one.pool();
    const load = (ctx: typeof one.ctx) => loadCodes(ctx, { poolId: pool.id, csv: csvOf('A') });
    const reader = fixture.contextOf('acme', ['coupon_codes:read']);
    await expect(load(reader)).rejects.toEqual(problem('scope-missing'));
    await expect(load(fixture.contextOf('other'))).rejects.toEqual(problem('record-not-found'));
    expect((await load(fixture.contextOf('acme', ['work']))).pool.loaded).toBe(1);
  });
});

describe('a load that is killed', () => {
  test('before its first commit stores nothing, and can be repeated', async () => {
    const { fixture, one } = createCouponFixture();
    const pool = await one.pool();
    const killed = killedAt(fixture, 1);
    await expect(killed.load(pool.id, codesOf(600))).rejects.toThrow('killed');
    expect(await stored(fixture, couponStock.id)).toEqual([]);
    expect(await stored(fixture, couponPacks.id)).toEqual([]);
    await expect(one.emit(pool.id, 'a@example.org')).rejects.toEqual(problem('pool-empty'));
    expect((await one.load(pool.id, codesOf(600))).loaded).toBe(600);
  });

  test.each([2, 3])(
    'after its first commit, and before commit number %i, has made all codes usable',
    async (number) => {
      const { fixture, one } = createCouponFixture();
      const pool = await one.pool();
      // The load answers with success, because the codes are loaded already.
      const loaded = await killedAt(fixture, number).load(pool.id, codesOf(600));
      expect((await stored(fixture, couponPacks.id)).length).toBeGreaterThan(0);
      expect(await one.figures(loaded)).toMatchObject({ loaded: 600, used: 0, left: 600 });
      await expect(one.load(pool.id, ['C-599'])).rejects.toEqual(refusedAt(1, 'not loaded before'));
      expect(await stored(fixture, couponPacks.id)).toEqual([]);
      expect(await stored(fixture, couponStock.id)).toHaveLength(600);
    },
  );

  test('after its first commit: the next emission or redemption completes the load', async () => {
    for (const kind of ['coupon', 'code']) {
      const { fixture, one } = createCouponFixture();
      const pool = await one.pool({ kind });
      await killedAt(fixture, 2).load(pool.id, codesOf(300));
      expect(await stored(fixture, couponStock.id)).toEqual([]);
      const claimed =
        kind === 'coupon'
          ? await one.emit(pool.id, 'a@example.org')
          : await one.redeem(pool.id, 'C-299', 'a@example.org');
      expect(codesOf(300)).toContain(codeOf(claimed));
      expect(await stored(fixture, couponStock.id)).toHaveLength(300);
    }
  });
});
