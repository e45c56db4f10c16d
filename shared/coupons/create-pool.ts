import { requireWork } from '../access/scope.ts';
import { couponCodes } from '../categories/coupon-codes.ts';
import { parse } from '../problems/parse.ts';
import type { Context } from '../records/context.ts';
import { newRecordId } from '../records/record-id.ts';
import { requireStored } from '../settings/require-stored.ts';
import { type Pool, poolData, poolRef, poolSchema } from './pool.ts';

/** Creates an empty pool. @throws Problem `scope-missing`, `category-off`, `validation-failed` */
export async function createPool(ctx: Context, input: { readonly body: unknown }): Promise<Pool> {
  requireWork(ctx.scopes, couponCodes.id);
  requireStored(ctx, couponCodes);
  const described = parse(poolSchema, input.body);
  const pool = { ...described, id: newRecordId(ctx), createdAt: ctx.nextInstants(1), loaded: 0 };
  const ref = poolRef(ctx.tenant, pool.id);
  await ctx.store.commit([{ kind: 'create', ref, data: poolData(pool) }]);
  return pool;
}
