import type { Context } from '#shared/records/context.ts';
import type { DocumentData, Write } from '#shared/store/store.ts';
import { hashPerson, lotFieldsOf } from './coin-lots.ts';
import { openPurse } from './purse.ts';
import { takenFieldsOf } from './taken.ts';

/**
 * Books coins that were earned or spent in another system. An earning adds its coins. A spending
 * takes the oldest coins. If some of the spent coins have already expired in Mayfly, the spending
 * takes only the coins that remain. So no balance becomes negative.
 */
export async function importPosting(
  ctx: Context,
  { email, coins }: { readonly email: string; readonly coins: number },
): Promise<{ readonly ownFields: DocumentData; readonly writes: readonly Write[] }> {
  if (coins > 0) return { ownFields: lotFieldsOf(coins), writes: [] };
  const purse = openPurse(ctx, await hashPerson(ctx, email));
  const spent = await purse.takeUpTo(-coins);
  return { ownFields: takenFieldsOf(spent), writes: purse.writes() };
}
