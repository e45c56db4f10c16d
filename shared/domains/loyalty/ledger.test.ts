import { beforeEach, describe, expect, test } from 'vitest';
import { microsPerDay } from '#shared/base/time/instant.ts';
import { loyaltyRedemptions } from '#shared/categories/loyalty-redemptions.ts';
import { loyaltyTransactions } from '#shared/categories/loyalty-transactions.ts';
import { conversationLinks } from '#shared/records/collections.ts';
import { deleteRecord } from '#shared/records/delete-record.ts';
import {
  anna,
  balanceOf,
  createCoinFixture,
  post,
  redeem,
  redemption,
  redemptionsOf,
  transaction,
  transactionsOf,
} from './testing/create-coin-fixture.ts';

let { fixture, keeper, other } = createCoinFixture();

beforeEach(() => {
  ({ fixture, keeper, other } = createCoinFixture());
});

const insufficient = { code: 'insufficient-coins' };

describe('coins', () => {
  test('that a person has earned and not spent are the person’s balance at this tenant', async () => {
    await post(keeper, transaction(10));
    await post(keeper, transaction(7, 'berta@example.org'));
    await post(keeper, transaction(-3));
    expect(await balanceOf(keeper)).toBe(7);
    expect(await balanceOf(keeper, 'ANNA.Müller@example.org')).toBe(7);
    expect(await balanceOf(keeper, 'niemand@example.org')).toBe(0);
    expect(await balanceOf({ ...keeper, ctx: fixture.contextOf('other') })).toBe(0);
  });

  test('can be spent to the last coin, but a person cannot spend more coins than the balance', async () => {
    await post(keeper, transaction(10));
    await expect(post(keeper, transaction(-11))).rejects.toMatchObject(insufficient);
    await post(keeper, transaction(-10));
    expect(await balanceOf(keeper)).toBe(0);
    await expect(post(keeper, transaction(-1))).rejects.toMatchObject(insufficient);
    expect(await transactionsOf(keeper)).toHaveLength(2);
  });

  test('are spent oldest first, and only the unspent coins of an old earning expire', async () => {
    await post(keeper, transaction(10));
    fixture.clock.now += 100 * microsPerDay;
    await post(keeper, transaction(10));
    await post(keeper, transaction(-6));
    fixture.clock.now += 80 * microsPerDay - 1;
    expect(await balanceOf(keeper)).toBe(14);
    fixture.clock.now += 1;
    expect(await balanceOf(keeper)).toBe(10);
    await expect(post(keeper, transaction(-11))).rejects.toMatchObject(insufficient);
    fixture.clock.now += 100 * microsPerDay;
    expect(await balanceOf(keeper)).toBe(0);
  });

  test('are not refunded when a spending or a redemption is deleted', async () => {
    await post(keeper, transaction(10));
    const [spent] = await post(keeper, transaction(-3));
    const [redeemed] = await redeem(keeper, redemption(2));
    const { ctx } = keeper;
    await deleteRecord(ctx, { category: loyaltyTransactions, id: spent?.id ?? '' });
    await deleteRecord(ctx, { category: loyaltyRedemptions, id: redeemed?.id ?? '' });
    expect(await balanceOf(keeper)).toBe(5);
  });

  test('are deleted with their earning when they are unspent', async () => {
    const [earned] = await post(keeper, transaction(10));
    await post(keeper, transaction(20));
    await post(keeper, transaction(-4));
    await deleteRecord(keeper.ctx, { category: loyaltyTransactions, id: earned?.id ?? '' });
    expect(await balanceOf(keeper)).toBe(20);
  });
});

describe('an array of transactions', () => {
  test('is processed in its order for each person', async () => {
    await post(keeper, transaction(5));
    const berta = 'berta@example.org';
    await post(keeper, [
      transaction(-5),
      transaction(8, berta),
      transaction(3),
      transaction(-2),
      transaction(-8, berta),
    ]);
    expect([await balanceOf(keeper), await balanceOf(keeper, berta)]).toEqual([1, 0]);
  });

  test('is refused completely if one of its spendings exceeds the balance; the answer points to this spending', async () => {
    await post(keeper, transaction(5));
    const body = [transaction(-5), transaction(-1), transaction(9)];
    await expect(post(keeper, body)).rejects.toMatchObject({
      ...insufficient,
      errors: [{ pointer: '/1/coins', rule: 'at most the balance' }],
    });
    expect(await balanceOf(keeper)).toBe(5);
    expect(await transactionsOf(keeper)).toHaveLength(1);
  });

  test('uses stored coins before coins that the same array earns', async () => {
    await post(keeper, transaction(5));
    fixture.clock.now += 90 * microsPerDay;
    await post(keeper, [transaction(4), transaction(-6)]);
    fixture.clock.now += 90 * microsPerDay;
    expect(await balanceOf(keeper)).toBe(3);
  });
});

describe('a redemption', () => {
  test('is stored and takes its coins: after an earning of 10 coins and a redemption of 2, the balance is 8', async () => {
    await post(keeper, transaction(10));
    const [redeemed] = await redeem(keeper, { ...redemption(2), conversation_id: 'c1' });
    expect(await balanceOf(keeper)).toBe(8);
    const { tag: _tag, ...listed } = redeemed ?? {};
    expect(await redemptionsOf(keeper)).toEqual([listed]);
    const [, payment] = await transactionsOf(keeper);
    expect(payment?.fields).toEqual({
      email: anna,
      coins: -2,
      reason: 'redemption',
      reference: redeemed?.id,
      conversation_id: 'c1',
    });
    const links = { collection: conversationLinks.id, tenant: 'acme', where: [], orderBy: [] };
    expect(await fixture.store.count(links)).toBe(2);
  });

  test('is refused if it costs more than the balance; neither the redemption nor a transaction is stored', async () => {
    await post(keeper, transaction(1));
    await expect(redeem(keeper, redemption(2))).rejects.toMatchObject(insufficient);
    const both = [redemption(1), redemption(1)];
    await expect(redeem(keeper, both)).rejects.toMatchObject(insufficient);
    expect(await transactionsOf(keeper)).toHaveLength(1);
    expect(await redemptionsOf(keeper)).toEqual([]);
    expect(await balanceOf(keeper)).toBe(1);
  });

  test('needs the scope to write redemptions, and not the scope to write transactions', async () => {
    await post(keeper, transaction(10));
    const ctx = fixture.contextOf('acme', ['loyalty_redemptions:write']);
    await redeem({ ...keeper, ctx }, redemption(2));
    const poster = fixture.contextOf('acme', ['loyalty_transactions:write']);
    await expect(redeem({ ...keeper, ctx: poster }, redemption(2))).rejects.toMatchObject({
      code: 'scope-missing',
    });
    expect(await balanceOf(keeper)).toBe(8);
  });
});

describe('a repeated request', () => {
  test('spends no coins again, and succeeds although the first request took the last coins', async () => {
    await post(keeper, transaction(2));
    const [first] = await post(keeper, transaction(-2), 'k1');
    const [again] = await post(other, transaction(-2), 'k1');
    expect(again).toEqual(first);
    await post(keeper, transaction(2));
    const [redeemed] = await redeem(keeper, redemption(2), 'k2');
    const [repeated] = await redeem(other, redemption(2), 'k2');
    expect(repeated).toEqual(redeemed);
    expect(await balanceOf(keeper)).toBe(0);
    expect(await transactionsOf(keeper)).toHaveLength(4);
  });

  test('earns no coins again', async () => {
    const [first] = await post(keeper, transaction(2), 'k1');
    await post(keeper, transaction(-1));
    const [again] = await post(other, transaction(2), 'k1');
    expect(again).toEqual({ ...first, tag: again?.tag });
    expect(await balanceOf(keeper)).toBe(1);
  });

  test('spends coins only once if it is sent ten times to two processes at the same time', async () => {
    await post(keeper, transaction(3));
    const sent = Array.from({ length: 10 }, (_, at) =>
      redeem(at % 2 === 0 ? keeper : other, redemption(3), 'k1'),
    );
    const answers = await Promise.all(sent);
    expect(new Set(answers.map(([record]) => record?.id)).size).toBe(1);
    expect(await redemptionsOf(keeper)).toHaveLength(1);
    expect(await balanceOf(keeper)).toBe(0);
  });

  test('succeeds after the person has earned enough coins, even if the first request was refused for lack of coins', async () => {
    await expect(post(keeper, transaction(-2), 'k1')).rejects.toMatchObject(insufficient);
    await post(keeper, transaction(2));
    await post(keeper, transaction(-2), 'k1');
    expect(await balanceOf(keeper)).toBe(0);
  });
});

test('with 31 coins, exactly 31 of 50 simultaneous spendings in two processes succeed', async () => {
  await post(keeper, [transaction(20), transaction(11)]);
  const sent = Array.from({ length: 50 }, (_, at) => {
    const by = at % 2 === 0 ? keeper : other;
    return at % 4 < 2 ? post(by, transaction(-1)) : redeem(by, redemption(1));
  });
  const outcomes = await Promise.allSettled(sent);
  const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []));
  expect(refused).toEqual(Array.from({ length: 19 }, () => 'insufficient-coins'));
  expect(await balanceOf(keeper)).toBe(0);
});
