import { requireWork } from '#shared/access/scope.ts';
import { isAdmittedBy } from '#shared/access/watch-scopes.ts';
import { couponCodes } from '#shared/categories/coupon-codes.ts';
import type { Context } from '#shared/records/context.ts';
import { findPage, type Page, type PageRequest } from '#shared/records/page.ts';
import { couponPools, newestPoolsFirst } from './collections.ts';
import { type Pool, readPool } from './pool.ts';
import { renderPool } from './pool-figures.ts';

/**
 * Requires the right to see pools. Callers have it if they may read coupons in clear or work on
 * coupons.
 * @throws Problem `scope-missing`
 */
export function requireSight({ scopes }: Pick<Context, 'scopes'>): void {
  if (!isAdmittedBy(scopes, `${couponCodes.id}:read`)) requireWork(scopes, couponCodes.id);
}

/** Returns a page of pools, newest first. It costs one query. @throws Problem `cursor-invalid` */
export async function findPools(ctx: Context, page: PageRequest): Promise<Page<Pool>> {
  const query = {
    collection: couponPools.id,
    where: [],
    orderBy: newestPoolsFirst,
    scope: [couponPools.id],
    rule: null,
  };
  const found = await findPage(ctx, query, page);
  return { ...found, items: found.items.map(readPool) };
}

/**
 * Lists pools with their stock, newest first. A page costs one query, and for each pool the cost of
 * {@link renderPool}.
 * @throws Problem `scope-missing`, `cursor-invalid`
 */
export async function listPools(ctx: Context, page: PageRequest) {
  requireSight(ctx);
  const found = await findPools(ctx, page);
  return { ...found, items: await Promise.all(found.items.map((each) => renderPool(ctx, each))) };
}
