import { loyaltyTransactions } from '#shared/categories/loyalty-transactions.ts';
import type { Context } from '#shared/records/context.ts';
import { categoryRuleOf } from '#shared/settings/live-rule.ts';
import { liveQuery } from '#shared/store/live.ts';
import { placeOf, type StoredDocument, type Write } from '#shared/store/store.ts';
import { lotOrder } from './collections.ts';

/** Returns the lookup hash by which a search finds a person's transactions. */
export function hashPerson(ctx: Context, email: string): Promise<string> {
  return ctx.lookup.hash(ctx.tenant, 'email', 'email', email);
}

/**
 * Returns the query for a person's live earnings with unspent coins. No other function decides
 * which coins belong to a balance.
 */
function lotsOf(ctx: Context, person: string) {
  return liveQuery(categoryRuleOf(ctx, loyaltyTransactions), {
    collection: loyaltyTransactions.id,
    tenant: ctx.tenant,
    where: [{ field: 'email_bcrypt', op: '==' as const, value: person }],
    orderBy: lotOrder,
  });
}

/**
 * Finds a person's live earnings with unspent coins, the oldest first, with one query. With `after`
 * the search begins with the earning that follows `after`.
 */
export function findLots(
  ctx: Context,
  person: string,
  page: { readonly limit: number; readonly after?: StoredDocument | undefined },
): Promise<StoredDocument[]> {
  const query = lotsOf(ctx, person);
  const startAfter = page.after && placeOf(page.after, query);
  return ctx.store.query({ ...query, limit: page.limit, ...(startAfter && { startAfter }) });
}

/**
 * Returns a person's balance, with one aggregation.
 * @throws an error if a number cannot represent the sum exactly
 */
export async function sumCoins(ctx: Context, person: string): Promise<number> {
  const { sum: coins } = await ctx.store.aggregate(lotsOf(ctx, person), 'coins_left');
  if (!Number.isSafeInteger(coins)) throw new Error('a balance is larger than an exact integer');
  return coins;
}

/** The coins of an earning that are not spent. */
export function coinsLeft({ data }: StoredDocument): number {
  return (data['coins_left'] as number | undefined) ?? 0;
}

/**
 * Returns the field `coins_left` of an earning. If all coins of the earning are spent, it returns
 * no field. The field is not one of the fields of the category.
 */
export function lotFieldsOf(left: number) {
  return left === 0 ? {} : { coins_left: left };
}

/**
 * Returns the write that sets the number of unspent coins of an earning. The write fails if the
 * earning has changed since it was read.
 */
export function leaveCoins({ ref, data, version }: StoredDocument, left: number): Write {
  const { coins_left: _before, ...record } = data;
  return { kind: 'replace', ref, version, data: { ...record, ...lotFieldsOf(left) } };
}
