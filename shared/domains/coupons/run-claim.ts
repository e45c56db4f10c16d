import { couponCodes } from '#shared/categories/coupon-codes.ts';
import type { Context } from '#shared/records/context.ts';
import type { ClearRecord } from '#shared/records/record.ts';
import { retryOnConflict } from '#shared/store/retry.ts';
import type { DocumentRef } from '#shared/store/store.ts';
import { type Claim, type Claimed, type Found, findClaim, findRepeated, inTurn } from './claim.ts';
import type { Desk } from './desk.ts';
import type { Pool } from './pool.ts';
import { prepareClaim, type Used } from './prepare-claim.ts';

/** Uses a code up for the customer of a claim, in its one commit. @throws WriteConflict */
export type UseUp = (used: Used) => Promise<Claimed>;

/**
 * Runs a claim in its turn, and anew when somebody else was faster: one read of what stands for it and of `beside`,
 * then `decide`, unless an earlier request or an earlier attempt has done it already.
 * @throws Problem `record-not-found`, `pool-kind`, `idempotency-mismatch`, `idempotency-record-gone`, `contention`
 */
export function runClaim(
  ctx: Context,
  desk: Desk,
  claim: Claim,
  input: {
    readonly kind: Pool['kind'];
    readonly beside: readonly DocumentRef[];
    readonly decide: (found: Found, useUp: UseUp) => Promise<Claimed>;
  },
): Promise<Claimed> {
  const { kind, beside, decide } = input;
  let prepared: ClearRecord | undefined;

  const attempt = async (): Promise<Claimed> => {
    const own = prepared && { tenant: ctx.tenant, collection: couponCodes.id, id: prepared.id };
    const found = await findClaim(ctx, desk, claim, kind, own ? [...beside, own] : beside);
    // An attempt whose answer got lost on the way may have been written.
    if (prepared !== undefined && found.others[beside.length] !== undefined)
      return { record: prepared, created: true, replayed: false };
    const repeated = await findRepeated(ctx, claim, found);
    if (repeated !== undefined) return { record: repeated, created: true, replayed: true };
    return decide(found, async (used) => {
      const { record, writes } = await prepareClaim(ctx, claim, found, used);
      prepared = record;
      await ctx.store.commit(writes);
      return { record, created: true, replayed: false };
    });
  };
  return inTurn(ctx, desk, claim, () => retryOnConflict(ctx, attempt));
}
