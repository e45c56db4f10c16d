import * as z from 'zod';
import { requireScope } from '#shared/access/scope.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { formatInstant, type Instant } from '#shared/base/time/instant.ts';
import { emailAddress } from '#shared/categories/field-schemas.ts';
import { loyaltyTransactions } from '#shared/categories/loyalty-transactions.ts';
import type { Context } from '#shared/records/context.ts';
import { coinsLeft, findLots, hashPerson, sumCoins } from './coin-lots.ts';

/** The most earnings that an answer lists as the next to expire. */
export const expiringMax = 100;

const balanceSchema = z.strictObject({
  email: emailAddress,
  /** How many earnings the answer lists. It lists the earnings that expire next. */
  expiring: z.int().min(1).max(expiringMax).optional(),
});

export type Balance = {
  readonly coins: number;
  /**
   * The coins that expire next, the earliest first. Each item gives the unspent coins of one
   * earning. The list is present only if the caller asked for it.
   */
  readonly expiring?: readonly { readonly coins: number; readonly expires_at: string }[];
};

/**
 * Returns the number of a person's coins that are neither spent nor expired. A person without
 * records has 0 coins. A call costs one aggregation. If the caller asks for the next expiries, the
 * call also costs one query.
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
