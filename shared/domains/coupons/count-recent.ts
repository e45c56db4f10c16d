import { type Instant, microsPerDay } from '#shared/base/time/instant.ts';
import { couponCodes } from '#shared/categories/coupon-codes.ts';
import type { Context } from '#shared/records/context.ts';
import { categoryRuleOf } from '#shared/settings/live-rule.ts';
import { settingsOf } from '#shared/settings/settings.ts';
import { newestFirst } from '#shared/store/category-collection.ts';
import { liveQuery } from '#shared/store/live.ts';
import type { Pool } from './pool.ts';

/** The days over which recent uses are counted. */
const recentDays = 30;

/** The number of codes that customers got or redeemed since an instant. */
export type RecentUse = { readonly since: Instant; readonly used: number };

/**
 * Counts the codes of a pool that were used in the last 30 days, by the times of their records. It
 * costs one count. Imported records keep their times, so an import of old records does not change
 * the number. If the pool was created within these days, the count begins with its creation. If a
 * shorter retention or an erasure of the category has deleted records of these days, the count
 * begins after the deleted records. Restricted records, and records that were deleted for another
 * reason, are not counted.
 */
export async function countRecent(ctx: Context, pool: Pool): Promise<RecentUse> {
  const rule = categoryRuleOf(ctx, couponCodes);
  const { retentionDays = recentDays } = settingsOf(ctx.settings, couponCodes);
  const since = Math.max(
    pool.createdAt,
    rule.now - Math.min(recentDays, retentionDays) * microsPerDay,
    ...rule.later.map(({ than }) => than),
  );
  const used = await ctx.store.count(
    liveQuery(rule, {
      collection: couponCodes.id,
      tenant: ctx.tenant,
      where: [
        { field: 'pool_id', op: '==', value: pool.id },
        { field: 'created_at', op: '>=', value: since },
      ],
      orderBy: newestFirst,
    }),
  );
  return { since, used };
}
