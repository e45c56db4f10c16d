import { requireWork } from '#shared/access/scope.ts';
import { isAdmittedBy } from '#shared/access/watch-scopes.ts';
import { couponCodes } from '#shared/categories/coupon-codes.ts';
import type { Context } from '#shared/records/context.ts';
import { findPage, type PageRequest } from '#shared/records/page.ts';
import { couponPools, newestPoolsFirst } from './collections.ts';
import { readPool } from './pool.ts';
import { renderPool } from './pool-figures.ts';

/**
 * Pools with their stock, newest first: one query a page and one count a pool.
 * @throws Problem `scope-missing`, `cursor-invalid`
 */
export async function listPools(ctx: Context, page: PageRequest) {
  if (!isAdmittedBy(ctx.scopes, `${couponCodes.id}:read`)) requireWork(ctx.scopes, couponCodes.id);
  const found = await findPage(
    ctx,
    {
      collection: couponPools.id,
      where: [],
      orderBy: newestPoolsFirst,
      scope: [couponPools.id],
      rule: null,
    },
    page,
  );
  const items = await Promise.all(found.items.map((each) => renderPool(ctx, readPool(each))));
  return { ...found, items };
}
