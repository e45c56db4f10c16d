import { couponCodes } from '#shared/categories/coupon-codes.ts';
import { uniqueMarks } from '#shared/records/collections.ts';
import type { Context } from '#shared/records/context.ts';
import type { Mark } from '#shared/records/record-marks.ts';
import { purgeShard } from '#shared/store/document-ids.ts';
import { isUnexpired } from '#shared/store/live.ts';
import type { DocumentRef, StoredDocument } from '#shared/store/store.ts';
import { normalise } from '#shared/vault/normalise.ts';

/**
 * Returns the reference of the document that marks a customer's turn at a pool. A turn is the time
 * in which the pool's policy allows a customer only one code.
 */
export async function turnRef(ctx: Context, poolId: string, email: string): Promise<DocumentRef> {
  const parts = [poolId, normalise(couponCodes.fields.email.lookup, email)];
  const id = await ctx.lookup.mark(ctx.tenant, 'coupon-turn', parts);
  return { tenant: ctx.tenant, collection: uniqueMarks.id, id };
}

/**
 * Returns the mark of a customer's turn with its present id, or an empty list if the turn is over.
 * The id depends on the normalisation of the email address, which may have changed.
 * @param held the stored mark, whose id the record contains
 */
export async function turnMarkOf(
  ctx: Context,
  customer: { readonly poolId: string; readonly email: string },
  held: StoredDocument | undefined,
): Promise<Mark[]> {
  if (!isUnexpired(held, ctx.now())) return [];
  const ref = await turnRef(ctx, customer.poolId, customer.email);
  return [{ ref, data: { ...held.data, purge_shard: purgeShard(ref.id, ctx.purgeShards) } }];
}
