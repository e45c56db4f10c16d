import { requireScope } from '#shared/access/scope.ts';
import { microsPerDay } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { categoryRuleOf } from '#shared/settings/live-rule.ts';
import { nextToExpireOf } from '#shared/store/category-collection.ts';
import { liveQuery } from '#shared/store/live.ts';
import { isRestrictable, restrictedId } from '#shared/store/restricted-collection.ts';
import type { Context } from '../context.ts';
import { endingDays } from './restricted-record.ts';

/**
 * Counts the restricted records of each category that expire within 14 days. Only records that are
 * kept for the person or as a proof are counted, see `kept` in `restriction-ground.ts`. If the
 * tenant needs such records longer, it must export them before they expire. This costs one count
 * for each category.
 * @throws Problem `scope-missing`
 */
export async function countEnding(ctx: Context, categories: readonly Category[]) {
  requireScope(ctx.scopes, 'subjects');
  const until = ctx.now() + endingDays * microsPerDay;
  const counted = categories.filter(isRestrictable).map(async (category) => {
    const query = liveQuery(categoryRuleOf(ctx, category), {
      collection: restrictedId(category.id),
      tenant: ctx.tenant,
      where: [
        { field: 'restriction_kept', op: '==', value: true },
        { field: 'expires_at', op: '<=', value: until },
      ],
      orderBy: nextToExpireOf(category),
    });
    return { category: category.id, count: await ctx.store.count(query) };
  });
  const items = (await Promise.all(counted)).filter(({ count }) => count > 0);
  return { within_days: endingDays, items };
}
