import { loyaltyRedemptions } from '#shared/categories/loyalty-redemptions.ts';
import { loyaltyTransactions } from '#shared/categories/loyalty-transactions.ts';
import type { Context } from '#shared/records/context.ts';
import { createRecords } from '#shared/records/create-records.ts';
import { listRecords } from '#shared/records/list-records.ts';
import type { ClearRecord } from '#shared/records/record.ts';
import { createTestFixture } from '#shared/records/testing/create-test-context.ts';
import { createLedger, type Ledger } from '../ledger.ts';
import { readBalance } from '../read-balance.ts';

export const anna = 'anna.müller@example.org';

export const transaction = (coins: number, email = anna) => ({ email, coins, reason: 'test' });
export const redemption = (coins: number, email = anna) => ({ email, coins, reward_id: 'mug' });

/** One process that books coins, with its own context and ledger. */
export type Bookkeeper = { readonly ctx: Context; readonly ledger: Ledger };

/** Posts one transaction, or an array of them. */
export async function post(
  { ctx, ledger }: Bookkeeper,
  body: unknown,
  idempotencyKey?: string,
): Promise<readonly ClearRecord[]> {
  const companions = ledger.transactions(ctx);
  const input = { category: loyaltyTransactions, body, idempotencyKey, companions };
  return (await createRecords(ctx, input)).records;
}

/** Redeems one reward, or an array of them. */
export async function redeem(
  { ctx, ledger }: Bookkeeper,
  body: unknown,
  idempotencyKey?: string,
): Promise<readonly ClearRecord[]> {
  const companions = ledger.redemptions(ctx);
  const input = { category: loyaltyRedemptions, body, idempotencyKey, companions };
  return (await createRecords(ctx, input)).records;
}

/** Returns the balance of a person. */
export async function balanceOf({ ctx }: Bookkeeper, email = anna): Promise<number> {
  return (await readBalance(ctx, { body: { email } })).coins;
}

const all = { filters: [], page: { limit: 200 } };

/** Returns the live transactions, the oldest first. */
export async function transactionsOf({ ctx }: Bookkeeper): Promise<readonly ClearRecord[]> {
  const page = await listRecords(ctx, { category: loyaltyTransactions, ...all });
  return page.items.toReversed();
}

/** Returns the live redemptions, the oldest first. */
export async function redemptionsOf({ ctx }: Bookkeeper): Promise<readonly ClearRecord[]> {
  const page = await listRecords(ctx, { category: loyaltyRedemptions, ...all });
  return page.items.toReversed();
}

/** Creates two processes that book coins of one tenant in one database. */
export function createCoinFixture() {
  const fixture = createTestFixture();
  const keeper: Bookkeeper = { ctx: fixture.contextOf('acme'), ledger: createLedger() };
  const other: Bookkeeper = { ctx: fixture.otherProcess('acme'), ledger: createLedger() };
  return { fixture, keeper, other };
}
