import { expect, test } from 'vitest';
import { couponCodes } from '#shared/categories/coupon-codes.ts';
import type { Context } from '#shared/records/context.ts';
import { deleteRecord } from '#shared/records/delete-record.ts';
import { restrictRecord } from '#shared/records/restriction/restrict-record.ts';
import { onStore } from '#shared/records/testing/create-test-context.ts';
import type { Store } from '#shared/store/store.ts';
import { closePool } from './close-pool.ts';
import { type FoundCode, lookCodeUp } from './look-code-up.ts';
import { packCodes } from './packs.ts';
import { renderFound } from './render-found.ts';
import {
  codeOf,
  codesOf,
  createCouponFixture,
  processOf,
} from './testing/create-coupon-fixture.ts';

const problem = (code: string) => expect.objectContaining({ code });
const lookUp = async (ctx: Context, code: string): Promise<readonly FoundCode[]> =>
  (await lookCodeUp(ctx, { code })).items;
const statesOf = async (ctx: Context, code: string) =>
  (await lookUp(ctx, code)).map(({ pool, state }) => [pool.name, state]);

test('a code is in stock, used by a customer, used without a record, or unknown', async () => {
  const { one } = createCouponFixture();
  const pool = await one.pool({ name: 'eins' });
  await one.load(pool.id, ['A-1']);
  expect(await statesOf(one.ctx, 'A-1')).toEqual([['eins', 'in_stock']]);
  const { record } = await one.emit(pool.id, 'anna@example.org');
  const [given] = await lookUp(one.ctx, ' A-1 ');
  expect(given).toMatchObject({ state: 'given', record });
  await deleteRecord(one.ctx, { category: couponCodes, id: record.id });
  const [forgotten] = await lookUp(one.ctx, 'A-1');
  expect(forgotten?.state).toBe('anonymous');
  expect(forgotten).not.toHaveProperty('record');
  expect(await lookUp(one.ctx, 'A-2')).toEqual([]);
});

test('when the record of a code has expired, the code is shown as used without a record', async () => {
  const { fixture, one } = createCouponFixture();
  const pool = await one.pool();
  await one.load(pool.id, ['A-1']);
  const { record } = await one.emit(pool.id, 'anna@example.org');
  fixture.clock.now = record.expiresAt - 1;
  expect(await statesOf(one.ctx, 'A-1')).toEqual([['herbst', 'given']]);
  fixture.clock.now = record.expiresAt;
  expect(await statesOf(one.ctx, 'A-1')).toEqual([['herbst', 'anonymous']]);
});

test('if several pools have a code, it is found in each of them, and the newest pool comes first', async () => {
  const { fixture, one } = createCouponFixture();
  const printed = await one.pool({ name: 'etikett', kind: 'code' });
  fixture.clock.now += 1_000_000;
  const coupons = await one.pool({ name: 'herbst' });
  for (const { id } of [printed, coupons]) await one.load(id, ['A-1']);
  await one.redeem(printed.id, 'A-1', 'anna@example.org');
  expect(await statesOf(one.ctx, 'A-1')).toEqual([
    ['herbst', 'in_stock'],
    ['etikett', 'redeemed'],
  ]);
  const first = await lookCodeUp(one.ctx, { code: 'A-1', limit: 1 });
  expect(first.items.map(({ pool }) => pool.id)).toEqual([coupons.id]);
  const rest = await lookCodeUp(one.ctx, { code: 'A-1', limit: 1, cursor: first.next_cursor });
  expect(rest.items.map(({ pool }) => pool.id)).toEqual([printed.id]);
  expect(rest.next_cursor).toBeNull();
});

test('in a pool with `fold`, a code and its customer are found in other spellings too; other pools need the exact spelling', async () => {
  const { one } = createCouponFixture();
  const pool = await one.pool({ name: 'faltet', kind: 'code', fold: true });
  const exact = await one.pool({ name: 'genau', kind: 'code' });
  for (const { id } of [pool, exact]) await one.load(id, ['AB-12']);
  expect(await statesOf(one.ctx, 'ab 12')).toEqual([['faltet', 'in_stock']]);
  const { record } = await one.redeem(pool.id, 'ab12', 'anna@example.org');
  const [found] = await lookUp(one.ctx, 'Ab–12');
  expect(found).toMatchObject({ state: 'redeemed', record });
});

test('only callers who may see restricted records see that a code is restricted; others see it as used without a record', async () => {
  const { fixture, one } = createCouponFixture();
  const pool = await one.pool();
  await one.load(pool.id, ['A-1']);
  const { record } = await one.emit(pool.id, 'anna@example.org');
  const owner = { ...one.ctx, scopes: new Set([...one.ctx.scopes, 'restriction']) };
  const body = { ground: 'needed_for_claims' };
  await restrictRecord(owner, { category: couponCodes, id: record.id, body });
  expect(await statesOf(owner, 'A-1')).toEqual([['herbst', 'restricted']]);
  const support = fixture.contextOf('acme', ['coupon_codes:read']);
  expect(await statesOf(support, 'A-1')).toEqual([['herbst', 'anonymous']]);
});

test('a code in a pack of a load is in stock, and an unused code of a closed pool is unknown', async () => {
  const { fixture, one } = createCouponFixture();
  const pool = await one.pool();
  const { store } = fixture;
  let loads = 0;
  const dying = onStore(one.ctx, {
    ...store,
    commit: async (writes) => {
      if (writes.some(({ ref }) => ref.collection === 'coupon_packs')) loads += 1;
      return loads > 1 ? new Promise(() => undefined) : store.commit(writes);
    },
  });
  void processOf(dying).load(pool.id, codesOf(3));
  await expect.poll(() => loads).toBe(2);
  expect(await statesOf(one.ctx, 'C-2')).toEqual([['herbst', 'in_stock']]);
  await closePool(one.ctx, { poolId: pool.id, body: { confirm: true } });
  expect(await statesOf(one.ctx, 'C-2')).toEqual([]);
});

test('a code is found even if its pool and another pool have hundreds of packs', async () => {
  const { fixture, one } = createCouponFixture();
  const pools = [await one.pool({ name: 'eins' }), await one.pool({ name: 'zwei' })];
  const packs = pools.map(async (pool) => {
    const made = await Promise.all(
      codesOf(501, pool.name).map(async (code) => ({
        code,
        writes: await packCodes(one.ctx, pool, [code]),
      })),
    );
    await fixture.store.commit(made.flatMap(({ writes }) => writes));
    const idOf = ({ writes }: (typeof made)[number]) => writes[0]?.ref.id ?? '';
    const inOrder = made.toSorted((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
    return { pool, first: inOrder.at(0), last: inOrder.at(-1) };
  });
  for (const { pool, first, last } of await Promise.all(packs))
    for (const each of [first, last])
      expect(await statesOf(one.ctx, each?.code ?? '')).toEqual([[pool.name, 'in_stock']]);
});

test('a record that an earlier version of Mayfly stored without `stock_id` is found by the hash of its code', async () => {
  const { fixture, one } = createCouponFixture();
  const [pool, neighbour] = [await one.pool(), await one.pool({ name: 'zweiter' })];
  for (const { id } of [pool, neighbour]) await one.load(id, ['A-1']);
  const { record } = await one.emit(pool.id, 'anna@example.org');
  const second = await one.emit(neighbour.id, 'bert@example.org');
  await deleteRecord(one.ctx, { category: couponCodes, id: second.record.id });
  const ref = { tenant: 'acme', collection: couponCodes.id, id: record.id };
  const stored = await fixture.store.get(ref);
  const { stock_id: _, ...data } = stored?.data ?? {};
  if (stored === undefined) throw new Error('the record is not stored');
  await fixture.store.commit([{ kind: 'replace', ref, data, version: stored.version }]);
  const found = await lookUp(one.ctx, 'A-1');
  expect(found.find((each) => each.pool.id === pool.id)).toMatchObject({ state: 'given', record });
  expect(found.find((each) => each.pool.id === neighbour.id)?.state).toBe('anonymous');
});

test('a role with masked reads sees the state of a code, but nothing about its customer; a role without reads is refused', async () => {
  const { fixture, one } = createCouponFixture();
  const pool = await one.pool();
  await one.load(pool.id, ['A-1']);
  await one.emit(pool.id, 'anna@example.org');
  const editor = fixture.contextOf('acme', ['coupon_codes:masked', 'work']);
  const [found] = await lookUp(editor, 'A-1');
  const told = found && renderFound(editor, found);
  expect(told).toMatchObject({ state: 'given', record: { masked: ['code', 'email'] } });
  expect(JSON.stringify(told)).not.toMatch(/anna|A-1/);
  for (const scopes of [['overview'], ['work'], ['coupon_codes:write'], ['coupon_codes:export']])
    await expect(lookUp(fixture.contextOf('acme', scopes), 'A-1')).rejects.toEqual(
      problem('scope-missing'),
    );
  expect(await lookUp(fixture.contextOf('other'), 'A-1')).toEqual([]);
});

/** Wraps a store. Counts queries of coupons, reads by id, and the documents of these reads. */
function countCalls(store: Store) {
  const counts = { query: 0, get: 0, documents: 0 };
  const counting: Store = {
    ...store,
    query(query) {
      if (query.collection.startsWith('coupon')) counts.query += 1;
      return store.query(query);
    },
    getAll(refs) {
      counts.get += 1;
      counts.documents += refs.length;
      return store.getAll(refs);
    },
  };
  return { counts, counting };
}

test('a look-up costs as many reads with a thousand codes in stock as with one code', async () => {
  for (const codes of [1, 1_000]) {
    const { fixture, one } = createCouponFixture();
    for (const name of ['eins', 'zwei', 'drei'])
      await one.load((await one.pool({ name, policy: 'unrestricted' })).id, codesOf(codes));
    const { counts, counting } = countCalls(fixture.store);
    const ctx = onStore(fixture.contextOf('acme', ['coupon_codes:read']), counting);
    expect(await lookUp(ctx, 'C-0')).toHaveLength(3);
    expect(counts).toEqual({ query: 2, get: 1, documents: 3 });
    const [found] = await lookUp(one.ctx, 'C-0');
    const given = await one.emit(found?.pool.id ?? '', 'anna@example.org');
    Object.assign(counts, { query: 0, get: 0, documents: 0 });
    expect(await lookUp(ctx, codeOf(given))).toContainEqual(
      expect.objectContaining({ state: 'given' }),
    );
    expect(counts).toEqual({ query: 3, get: 1, documents: 3 });
  }
});

test('a look-up is refused without a valid code, and with an unknown field', async () => {
  const { one } = createCouponFixture();
  for (const body of [
    {},
    { code: '' },
    { code: 'A\u0000' },
    { code: 'A-1', email: 'a@example.org' },
  ])
    await expect(lookCodeUp(one.ctx, body)).rejects.toEqual(problem('validation-failed'));
});
