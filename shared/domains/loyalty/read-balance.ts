import * as z from 'zod';
import { requireScope } from '#shared/access/scope.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { formatInstant, type Instant } from '#shared/base/time/instant.ts';
import { emailAddress } from '#shared/categories/field-schemas.ts';
import { loyaltyTransactions } from '#shared/categories/loyalty-transactions.ts';
import type { Context } from '#shared/records/context.ts';
import { coinsLeft, findLots, hashPerson, sumCoins } from './coin-lots.ts';

/** Earnings that can be named as expiring next. */
export const expiringMax = 100;

const balanceSchema = z.strictObject({
  email: emailAddress,
  /** How many of the next to expire to name. */
  expiring: z.int().min(1).max(expiringMax).optional(),
});

export type Balance = {
  readonly coins: number;
  /** Coins that expire next, the soonest first: what is left of one earning each. When it was asked for. */
  readonly expiring?: readonly { readonly coins: number; readonly expires_at: string }[];
};

/**
 * What a person has earned, not spent, and what has not expired; who was never heard of has 0. One aggregation; one
 * query beside it when the next expiries are asked for.
 * @throws Problem `scope-missing`, `validation-failed`
 */
export async function readBalance(
  ctx: Context,
  input: { readonly body: unknown },
): Promise<Balance> {
  requireScope(ctx.scopes, `${loyaltyTransactions.id}:read`);
  const { email, expiring } = parse(balanceSchema, input.body);
  const person = await hashPerson(ctx, email);
  const [coins, lots] = await Promise.all([
    sumCoins(ctx, person),
    expiring === undefined ? undefined : findLots(ctx, person, { limit: expiring }),
  ]);
  const next = lots?.map((lot) => ({
    coins: coinsLeft(lot),
    expires_at: formatInstant(lot.data['expires_at'] as Instant),
  }));
  return { coins, ...(next && { expiring: next }) };
}
