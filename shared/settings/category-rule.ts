import type { Clock } from '#shared/base/time/clock.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { basisField } from '#shared/store/category-collection.ts';
import type { LiveRule } from '#shared/store/live.ts';
import { liveRuleOf } from './live-rule.ts';
import type { TenantSettings } from './settings.ts';

/** Which records of a category are live for the caller now. */
export function categoryRuleOf(
  ctx: { readonly now: Clock; readonly settings: TenantSettings },
  category: Category,
): LiveRule {
  const reachedBy = { fence: 'created_at', basis: basisField(category) };
  return liveRuleOf(ctx, { category: category.id, reachedBy });
}
