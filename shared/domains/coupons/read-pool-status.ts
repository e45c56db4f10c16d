import { Problem } from '#shared/base/problems/problem.ts';
import { formatInstant } from '#shared/base/time/instant.ts';
import { couponCodes } from '#shared/categories/coupon-codes.ts';
import type { Context } from '#shared/records/context.ts';
import { categoryRuleOf } from '#shared/settings/live-rule.ts';
import { newestFirst, nextToExpireOf } from '#shared/store/category-collection.ts';
import { liveQuery } from '#shared/store/live.ts';
import { restrictedId } from '#shared/store/restricted-collection.ts';
import type { Order } from '#shared/store/store.ts';
import { countRecent } from './count-recent.ts';
import { requireSight } from './list-pools.ts';
import { poolRef, readPool } from './pool.ts';
import { renderPool } from './pool-figures.ts';
import { countUnused } from './pool-stock.ts';

/**
 * Counts the used codes of a pool that still have a record of a person. The record may be
 * restricted. It costs two counts.
 */
async function countTied(ctx: Context, poolId: string): Promise<number> {
  const rule = categoryRuleOf(ctx, couponCodes);
  const count = (collection: string, orderBy: readonly Order[]) => {
    const where = [{ field: 'pool_id', op: '==', value: poolId } as const];
    return ctx.store.count(liveQuery(rule, { collection, tenant: ctx.tenant, where, orderBy }));
  };
  const [open, restricted] = await Promise.all([
    count(couponCodes.id, newestFirst),
    count(restrictedId(couponCodes.id), nextToExpireOf(couponCodes)),
  ]);
  return open + restricted;
}

/**
 * Returns a pool with its exact stock, its stock day by day, and its recent use. It also returns
 * how many used codes still have a record of a person. A call costs one read, at most six counts,
 * and at most two queries that usually find nothing. The cost does not depend on the size of the
 * pool.
 * @throws Problem `scope-missing`, `record-not-found`
 */
export async function readPoolStatus(ctx: Context, poolId: string) {
  requireSight(ctx);
  const document = await ctx.store.get(poolRef(ctx.tenant, poolId));
  if (document === undefined) throw new Problem('record-not-found');
  const pool = readPool(document);
  const [figures, tied, { since, used }, unused] = await Promise.all([
    renderPool(ctx, pool),
    countTied(ctx, pool.id),
    countRecent(ctx, pool),
    pool.state === 'open' ? countUnused(ctx, pool.id) : undefined,
  ]);
  const left = unused ?? figures.left;
  const history = pool.history.map(({ at, ...point }) => ({ at: formatInstant(at), ...point }));
  const low = pool.state === 'open' && left <= pool.low_stock;
  const anonymous = Math.max(0, figures.used - tied);
  const recent = { since: formatInstant(since), used };
  return { ...figures, left, low, tied, anonymous, history, recent };
}
