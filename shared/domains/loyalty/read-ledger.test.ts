import { expect, test } from 'vitest';
import { microsPerDay } from '#shared/base/time/instant.ts';
import { loyaltyTransactions } from '#shared/categories/loyalty-transactions.ts';
import { deleteRecord } from '#shared/records/delete-record.ts';
import { readLedger } from './read-ledger.ts';
import {
  anna,
  type Bookkeeper,
  createCoinFixture,
  post,
  redeem,
  redemption,
  transaction,
} from './testing/create-coin-fixture.ts';

const ledgerOf = async ({ ctx }: Bookkeeper, more: object = {}) =>
  readLedger(ctx, { body: { email: anna, ...more } });

test('a spending lists the earnings from which it took coins, the oldest first', async () => {
  const { fixture, keeper } = createCoinFixture();
  const [first] = await post(keeper, transaction(10));
  fixture.clock.now += microsPerDay;
  const [second] = await post(keeper, transaction(5));
  await post(keeper, transaction(-12));
  const { items } = await ledgerOf(keeper);
  expect(items.map(({ coins_left, taken_from }) => ({ coins_left, taken_from }))).toEqual([
    {
      taken_from: [
        { id: first?.id, coins: 10 },
        { id: second?.id, coins: 2 },
      ],
    },
    { coins_left: 3 },
    { coins_left: 0 },
  ]);
});

test('the transaction of a redemption lists the earnings from which it took coins; a spending in a batch may list earnings of the same batch', async () => {
  const { keeper } = createCoinFixture();
  const [earned] = await post(keeper, [transaction(8), transaction(-3)]);
  await redeem(keeper, redemption(4));
  const { items } = await ledgerOf(keeper);
  expect(items.map(({ taken_from }) => taken_from)).toEqual([
    [{ id: earned?.id, coins: 4 }],
    [{ id: earned?.id, coins: 3 }],
    undefined,
  ]);
  expect(items[2]?.coins_left).toBe(1);
});

test('a spending still lists an earning that was deleted', async () => {
  const { keeper } = createCoinFixture();
  const [earned] = await post(keeper, transaction(8));
  await post(keeper, transaction(-3));
  await deleteRecord(keeper.ctx, { category: loyaltyTransactions, id: earned?.id ?? '' });
  const { items } = await ledgerOf(keeper);
  expect(items.map(({ taken_from }) => taken_from)).toEqual([[{ id: earned?.id, coins: 3 }]]);
});

test('a page shows the transactions of one person, and costs one query', async () => {
  const { fixture, keeper } = createCoinFixture();
  await post(keeper, transaction(7, 'berta@example.org'));
  for (const coins of [1, 2, 3]) await post(keeper, transaction(coins));
  fixture.takeCalls();
  const page = await ledgerOf(keeper, { limit: 2 });
  expect(fixture.takeCalls()).toEqual({ query: 1 });
  expect(page.items.map((each) => ('coins' in each ? each.coins : 0))).toEqual([3, 2]);
  const rest = await ledgerOf(keeper, { limit: 2, cursor: page.next_cursor ?? '' });
  expect(rest.items).toHaveLength(1);
  expect(rest.next_cursor).toBeNull();
});
