import { requireWork } from '#shared/access/scope.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { couponCodes } from '#shared/categories/coupon-codes.ts';
import type { Context } from '#shared/records/context.ts';
import { findEarlier, idempotencyMark } from '#shared/records/idempotency.ts';
import { takeMarks } from '#shared/records/record-marks.ts';
import { requireStored } from '#shared/settings/require-stored.ts';
import { newRecordId } from '#shared/store/record-id.ts';
import { retryOnConflict } from '#shared/store/retry.ts';
import { couponPools } from './collections.ts';
import { type Pool, poolData, poolRef, poolSchema, readPool } from './pool.ts';

/** A pool, and whether an earlier request under the same `Idempotency-Key` had created it. */
export type CreatedPool = { readonly pool: Pool; readonly replayed: boolean };

/**
 * Creates an empty pool; a repeated request answers with the pool as it is by then.
 * @throws Problem `scope-missing`, `category-off`, `validation-failed`, `idempotency-mismatch`, `contention`
 */
export async function createPool(
  ctx: Context,
  input: { readonly body: unknown; readonly idempotencyKey?: string | undefined },
): Promise<CreatedPool> {
  requireWork(ctx.scopes, couponCodes.id);
  requireStored(ctx, couponCodes);
  const { body, idempotencyKey: key } = input;
  const described = parse(poolSchema, body);
  const pool = { ...described, id: newRecordId(ctx), createdAt: ctx.nextInstants(1), loaded: 0 };
  const ref = poolRef(ctx.tenant, pool.id);
  const marks =
    key === undefined ? [] : [await idempotencyMark(ctx, couponPools, { key, body }, [pool])];
  const looked = [ref, ...marks.map((mark) => mark.ref)];

  return retryOnConflict(ctx, async (attempt) => {
    // The first attempt guesses that nothing is there.
    const [written, found] = attempt === 0 ? [] : await ctx.store.getAll(looked);
    if (written !== undefined) return { pool, replayed: false };
    const [mark] = marks;
    const of = { id: couponPools.id, rule: null };
    const earlier = mark && (await findEarlier(ctx, couponCodes, mark, found, of));
    if (earlier?.[0] !== undefined) return { pool: readPool(earlier[0]), replayed: true };
    const taken = takeMarks(ctx, couponCodes, marks, [found]) ?? [];
    await ctx.store.commit([{ kind: 'create', ref, data: poolData(pool) }, ...taken]);
    return { pool, replayed: false };
  });
}
