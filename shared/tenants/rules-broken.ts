import type { ProblemDetail } from '#shared/base/problems/problem.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { promisedDays } from '#shared/settings/retention.ts';
import type { CategorySettings } from '#shared/settings/settings.ts';
import { requiringModules } from './modules.ts';
import type { CategoryChange } from './profile-schema.ts';

/** A category's settings before and after a change. */
export type Rewritten = {
  readonly category: Category;
  readonly before: CategorySettings;
  readonly after: CategorySettings;
};

function checkRetention(category: Category, days: number | undefined): string | undefined {
  const promised = promisedDays(category);
  const { longerChoices } = category.retention;
  if (days === undefined || days <= promised || longerChoices.includes(days)) return undefined;
  const longer = longerChoices.map((choice) => `, or ${choice}`).join('');
  return `whole days from 1 to ${promised}${longer}`;
}

function checkDestination(
  category: Category,
  { destination }: CategorySettings,
  modules: readonly string[],
): string | undefined {
  if (destination === 'server') return undefined;
  if (category.always) return 'server: every tenant stores this category';
  const requiring = requiringModules(category, modules);
  return requiring.length === 0 ? undefined : `server while in use: ${requiring.join(', ')}`;
}

/**
 * Checks whether a change states what happens to existing records. A change that switches a
 * category off must state this. If the server stores the category after the change, the change must
 * not state it.
 */
function checkExisting(
  { before, after }: Rewritten,
  existing: CategoryChange['existing'],
): string | undefined {
  if (after.destination === 'server')
    return existing === undefined ? undefined : 'only for a category that is switched off';
  const isSwitchedOff = before.destination === 'server' && existing === undefined;
  return isSwitchedOff ? 'expire or delete: what happens to existing records' : undefined;
}

/**
 * The rules that a category's new settings break. Each rule is returned with the field of the
 * change that has the wrong value.
 */
export function rulesBroken(
  { category, before, after }: Rewritten,
  change: CategoryChange | undefined,
  modules: readonly string[],
): ProblemDetail[] {
  const rules = {
    destination: checkDestination(category, after, modules),
    retention_days: checkRetention(category, after.retentionDays),
    existing: checkExisting({ category, before, after }, change?.existing),
  };
  return Object.entries(rules).flatMap(([field, rule]): ProblemDetail[] =>
    rule === undefined ? [] : [{ pointer: `/categories/${category.id}/${field}`, rule }],
  );
}
