import { expect, test } from 'vitest';
import { loyaltyTransactions } from '#shared/categories/loyalty-transactions.ts';
import { createRecords } from '#shared/records/create-records.ts';
import { createRestrictionFixture } from '#shared/subjects/testing/create-restriction-fixture.ts';
import { createLedger } from './ledger.ts';
import { readBalance } from './read-balance.ts';

const category = loyaltyTransactions;
const email = 'anna@example.org';

async function createFixture() {
  const fixture = await createRestrictionFixture();
  const { ctx } = fixture;
  const companions = createLedger().transactions(ctx);
  return {
    ...fixture,
    post: async (coins: number) => {
      const body = { email, coins, reason: 'visit' };
      return (await createRecords(ctx, { category, body, companions })).records[0]?.id ?? '';
    },
    balance: async () => (await readBalance(ctx, { body: { email } })).coins,
  };
}

test('coins of a restricted earning are neither counted nor spent until the restriction is lifted', async () => {
  const { post, balance, restrict, lift } = await createFixture();
  const earned = await post(10);
  await post(5);
  await post(-3);
  await restrict(category, earned);
  expect(await balance()).toBe(5);
  await expect(post(-6)).rejects.toMatchObject({ code: 'insufficient-coins' });
  await post(-5);
  await lift(category, earned);
  expect(await balance()).toBe(7);
});

test('restricting a spending refunds no coins, and lifting the restriction takes no coins', async () => {
  const { post, balance, restrict, lift } = await createFixture();
  await post(10);
  const spent = await post(-4);
  await restrict(category, spent);
  expect(await balance()).toBe(6);
  await lift(category, spent);
  expect(await balance()).toBe(6);
});

test('if coins are spent while their earning is being restricted, no balance becomes negative and no coin is spent twice', async () => {
  for (let turn = 0; turn < 5; turn += 1) {
    const { post, balance, restrict, lift } = await createFixture();
    const earned = await post(10);
    const [spent] = await Promise.allSettled([post(-8), restrict(category, earned)]);
    expect(await balance()).toBe(0);
    await lift(category, earned);
    expect(await balance()).toBe(spent.status === 'fulfilled' ? 2 : 10);
  }
});
