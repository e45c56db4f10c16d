import { type Right, rightToWork } from '#shared/access/scope.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { couponCodes } from '#shared/categories/coupon-codes.ts';
import { createOnce } from '#shared/records/commit-once.ts';
import type { Context } from '#shared/records/context.ts';
import { describeRepeat } from '#shared/records/idempotency.ts';
import { requireStored } from '#shared/settings/settings.ts';
import { newRecordId } from '#shared/store/document-ids.ts';
import { couponPools } from './collections.ts';
import { newPoolFigures, type Pool, poolData, poolRef, poolSchema, readPool } from './pool.ts';

/**
 * Requires the right to work on coupons: callers need the scope for it, and the tenant must store
 * coupon codes in Mayfly.
 */
export const worksOnCoupons: Right = (caller) => {
  rightToWork(couponCodes.id)(caller);
  requireStored(caller, couponCodes);
};

/** A pool, and whether an earlier request with the same `Idempotency-Key` had created it. */
export type CreatedPool = { readonly pool: Pool; readonly replayed: boolean };

/**
 * Creates an empty pool. A repeated request gets the pool's present state.
 * @throws Problem `scope-missing`, `category-off`, `validation-failed`, `idempotency-mismatch`,
 * `contention`
 */
export async function createPool(
  ctx: Context,
  input: { readonly body: unknown; readonly idempotencyKey?: string | undefined },
): Promise<CreatedPool> {
  worksOnCoupons(ctx);
  const { body, idempotencyKey: key } = input;
  const described = parse(poolSchema, body);
  const id = newRecordId(ctx);
  const own = poolRef(ctx.tenant, id);
  const kept = { collection: couponPools.id, rule: () => null };
  const repeat = await describeRepeat(ctx, { ...kept, key, body, ids: [id] });
  const effect = await createOnce(
    ctx,
    { own, repeat, right: worksOnCoupons },
    {
      async prepare(now) {
        const createdAt = now.nextInstants(1);
        return { prepared: { ...described, id, ...newPoolFigures(createdAt) } };
      },
      async commit(now, pool, markWrites): Promise<Pool> {
        await now.commit([{ kind: 'create', ref: own, data: poolData(pool) }, ...markWrites]);
        return pool;
      },
    },
  );
  if (effect.by === 'this attempt') return { pool: effect.answer, replayed: false };
  const isEarlier = effect.by === 'earlier request';
  return { pool: readPool(isEarlier ? effect.documents[0] : effect.own), replayed: isEarlier };
}
