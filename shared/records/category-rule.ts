import type { Category } from '../categories/define-category.ts';
import { liveRuleOf } from '../settings/live-rule.ts';
import { basisField } from '../store/category-collection.ts';
import type { LiveRule } from '../store/live.ts';
import type { Context } from './context.ts';

/** Which records of a category are live for the caller now. */
export function categoryRuleOf(
  ctx: Pick<Context, 'now' | 'settings'>,
  category: Category,
): LiveRule {
  const counted = { fence: 'created_at', basis: basisField(category) };
  return liveRuleOf(ctx, { category: category.id, counted });
}
