import type { Category } from '#shared/categories/define-category.ts';
import type { Context } from '#shared/records/context.ts';
import { basisField } from '#shared/store/category-collection.ts';
import type { LiveRule } from '#shared/store/live.ts';
import { liveRuleOf } from './live-rule.ts';

/** Which records of a category are live for the caller now. */
export function categoryRuleOf(
  ctx: Pick<Context, 'now' | 'settings'>,
  category: Category,
): LiveRule {
  const counted = { fence: 'created_at', basis: basisField(category) };
  return liveRuleOf(ctx, { category: category.id, counted });
}
