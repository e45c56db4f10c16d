import { requireWork } from '#shared/access/scope.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { couponCodes } from '#shared/categories/coupon-codes.ts';
import { createOnce } from '#shared/records/commit-once.ts';
import type { Context } from '#shared/records/context.ts';
import { describeRepeat } from '#shared/records/idempotency.ts';
import { requireStored } from '#shared/settings/settings.ts';
import { newRecordId } from '#shared/store/document-ids.ts';
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
  const own = poolRef(ctx.tenant, pool.id);
  const kept = { collection: couponPools.id, rule: () => null };
  const repeat = await describeRepeat(ctx, { ...kept, key, body, ids: [pool.id] });
  const effect = await createOnce(ctx, { own, repeat }, (markWrites) =>
    ctx.store.commit([{ kind: 'create', ref: own, data: poolData(pool) }, ...markWrites]),
  );
  if (effect.by !== 'earlier request') return { pool, replayed: false };
  return { pool: readPool(effect.documents[0]), replayed: true };
}
