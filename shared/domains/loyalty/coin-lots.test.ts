import { beforeEach, expect, test } from 'vitest';
import { retryChecked } from '#shared/access/commit-checked.ts';
import { rightTo } from '#shared/access/scope.ts';
import { microsPerDay } from '#shared/base/time/instant.ts';
import { loyaltyTransactions } from '#shared/categories/loyalty-transactions.ts';
import { openRecord } from '#shared/records/open-record.ts';
import { rewriteRecord } from '#shared/records/rewrite-record.ts';
import type { StoredDocument, Write } from '#shared/store/store.ts';
import { readBalance } from './read-balance.ts';
import {
  anna,
  balanceOf,
  createCoinFixture,
  post,
  redeem,
  redemption,
  transaction,
} from './testing/create-coin-fixture.ts';

let { fixture, keeper } = createCoinFixture();

beforeEach(() => {
  ({ fixture, keeper } = createCoinFixture());
});

const ones = (count: number) => Array.from({ length: count }, () => transaction(1));

async function storedOf(id: string): Promise<StoredDocument> {
  const ref = { tenant: 'acme', collection: loyaltyTransactions.id, id };
  const stored = await fixture.store.get(ref);
  if (stored === undefined) throw new Error('not stored');
  return stored;
}

test('storing an earning needs no read, spending needs one query, and a balance needs one aggregation', async () => {
  await post(keeper, transaction(10));
  fixture.takeCalls();
  await post(keeper, transaction(10));
  expect(fixture.takeCalls()).toEqual({ commit: 1 });
  await post(keeper, transaction(-1));
  expect(fixture.takeCalls()).toEqual({ query: 1, commit: 1 });
  await redeem(keeper, redemption(1));
  fixture.takeCalls();
  await redeem(keeper, redemption(1));
  expect(fixture.takeCalls()).toEqual({ query: 1, commit: 1 });
  await balanceOf(keeper);
  expect(fixture.takeCalls()).toEqual({ aggregate: 1 });
});

test('a spending can take coins from more earnings than one query finds, and takes the oldest coins first', async () => {
  await post(keeper, ones(250));
  fixture.clock.now += microsPerDay;
  await post(keeper, ones(50));
  await post(keeper, transaction(-255));
  fixture.clock.now += 179 * microsPerDay;
  expect(await balanceOf(keeper)).toBe(45);
});

test('a redemption can take coins from 3,000 earnings; a redemption that needs more earnings is refused and takes nothing', async () => {
  const [earned] = await post(keeper, transaction(1));
  const { ref, data } = await storedOf(earned?.id ?? '');
  const copies = Array.from({ length: 3_499 }, (_, at): Write => {
    const id = at.toString(16).padStart(32, '0');
    return { kind: 'create', ref: { ...ref, id }, data };
  });
  await fixture.store.commit(copies);
  await expect(redeem(keeper, redemption(3_001))).rejects.toMatchObject({
    code: 'batch-too-large',
  });
  expect(await balanceOf(keeper)).toBe(3_500);
  await redeem(keeper, redemption(3_000));
  expect(await balanceOf(keeper)).toBe(500);
}, 30_000);

test('a balance can list the earnings that expire next, the earliest first, each with its unspent coins', async () => {
  const instants: string[] = [];
  for (const coins of [5, 7, 9]) {
    const [earned] = await post(keeper, transaction(coins));
    instants.push(new Date((earned?.expiresAt ?? 0) / 1_000).toISOString());
    fixture.clock.now += 10 * microsPerDay;
  }
  await post(keeper, transaction(-6));
  const of = (expiring: number) => readBalance(keeper.ctx, { body: { email: anna, expiring } });
  expect(await of(1)).toEqual({ coins: 15, expiring: [{ coins: 6, expires_at: instants[1] }] });
  expect((await of(100)).expiring).toEqual([
    { coins: 6, expires_at: instants[1] },
    { coins: 9, expires_at: instants[2] },
  ]);
});

test('only callers with the right to read transactions get a balance, and only for a valid request', async () => {
  const body = { email: anna };
  const writer = fixture.contextOf('acme', ['loyalty_transactions:write', 'tenant']);
  await expect(readBalance(writer, { body })).rejects.toMatchObject({ code: 'scope-missing' });
  const reader = fixture.contextOf('acme', ['loyalty_transactions:read']);
  expect(await readBalance(reader, { body })).toEqual({ coins: 0 });
  for (const bad of [{}, { email: 'x' }, { ...body, expiring: 0 }, { ...body, coins: 1 }])
    await expect(readBalance(reader, { body: bad })).rejects.toMatchObject({
      code: 'validation-failed',
    });
});

test('if a fence or a shortened retention hides coins, they are not part of a balance and cannot be spent', async () => {
  await post(keeper, transaction(10));
  const fenced = fixture.clock.now;
  fixture.clock.now += 20 * microsPerDay;
  await post(keeper, transaction(4));
  const category = loyaltyTransactions.id;
  const withSettings = (changes: object) => {
    const settings = { ...keeper.ctx.settings, ...changes };
    return { ...keeper, ctx: { ...keeper.ctx, settings } };
  };
  const fence = withSettings({ fences: [{ category, upTo: fenced }] });
  const shortened = withSettings({
    shortenings: [{ category, upTo: fixture.clock.now, days: 20 }],
  });
  for (const keptLess of [fence, shortened]) {
    expect(await balanceOf(keptLess)).toBe(4);
    await expect(post(keptLess, transaction(-5))).rejects.toMatchObject({
      code: 'insufficient-coins',
    });
  }
  await redeem(fence, redemption(3));
  expect(await balanceOf(shortened)).toBe(1);
  expect(await balanceOf(keeper)).toBe(11);
});

test('a redemption is refused if the tenant has turned off the category of transactions', async () => {
  await post(keeper, transaction(10));
  const categories = {
    ...keeper.ctx.settings.categories,
    loyalty_transactions: { destination: 'off', retentionDays: undefined },
  } as const;
  const ctx = { ...keeper.ctx, settings: { ...keeper.ctx.settings, categories } };
  await expect(redeem({ ...keeper, ctx }, redemption(2))).rejects.toMatchObject({
    code: 'category-off',
  });
  expect(await balanceOf(keeper)).toBe(10);
});

test('`coins_left` is kept when an earning is encrypted again, and is no field of the record that callers read', async () => {
  const [earned] = await post(keeper, transaction(10));
  await post(keeper, transaction(-4));
  const before = await storedOf(earned?.id ?? '');
  expect(before.data['coins_left']).toBe(6);
  const opened = await openRecord(keeper.ctx, loyaltyTransactions, before);
  expect(opened).toEqual({ ...earned, tag: opened.tag });
  await retryChecked(keeper.ctx, rightTo('loyalty_transactions:write'), (now) =>
    rewriteRecord(now, loyaltyTransactions, before, opened, opened),
  );
  expect((await storedOf(earned?.id ?? '')).data['coins_left']).toBe(6);
  expect(await balanceOf(keeper)).toBe(6);
});

test('if a balance is too large for an exact integer, the caller gets an error and not a wrong number', async () => {
  const [earned] = await post(keeper, [transaction(1), transaction(1)]);
  const { ref, data } = await storedOf(earned?.id ?? '');
  const coins = Number.MAX_SAFE_INTEGER;
  await fixture.store.commit([{ kind: 'put', ref, data: { ...data, coins_left: coins } }]);
  await expect(balanceOf(keeper)).rejects.toThrow('larger than an exact integer');
});
