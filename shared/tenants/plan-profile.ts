import { Problem } from '#shared/base/problems/problem.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { promisedDays } from '#shared/settings/retention.ts';
import {
  type CategorySettings,
  type Fence,
  type Shortening,
  settingsOf,
  type TenantSettings,
} from '#shared/settings/settings.ts';
import type { CategoryChange, ProfileChange } from './profile-schema.ts';
import { type Rewritten, rulesBroken } from './rules-broken.ts';

/** What a change of the profile does to one category. */
export type PlannedChange = Rewritten & {
  /** What is there goes at once. */
  readonly fence: Fence | undefined;
  /** What is there goes after fewer days than it was stored for. */
  readonly shortening: Shortening | undefined;
};

export type ProfilePlan = {
  readonly settings: TenantSettings;
  readonly changes: readonly PlannedChange[];
};

/** Days that records of a category may stay at most under its settings. */
export function effectiveDays(category: Category, { retentionDays }: CategorySettings): number {
  return retentionDays ?? promisedDays(category);
}

function planCategory(
  category: Category,
  settings: TenantSettings,
  change: CategoryChange | undefined,
  effectiveAt: Instant,
): PlannedChange {
  const before = settingsOf(settings, category);
  const chosen = change?.retention_days;
  const after: CategorySettings = {
    destination: change?.destination ?? before.destination,
    retentionDays: chosen === undefined ? before.retentionDays : (chosen ?? undefined),
  };
  const isOff = after.destination !== 'server';
  const days = effectiveDays(category, after);
  const at = { category: category.id, upTo: effectiveAt };
  return {
    category,
    before,
    after,
    fence: isOff && change?.existing === 'delete' ? at : undefined,
    shortening: days < effectiveDays(category, before) ? { ...at, days } : undefined,
  };
}

function isChanged({ before, after, fence }: PlannedChange): boolean {
  if (fence !== undefined) return true;
  return before.destination !== after.destination || before.retentionDays !== after.retentionDays;
}

/** A fence takes the place of earlier ones of its category. */
function fencesAfter(fences: readonly Fence[], { fence }: PlannedChange): readonly Fence[] {
  if (fence === undefined) return fences;
  return [...fences.filter(({ category }) => category !== fence.category), fence];
}

/** An earlier shortening stays as long as it is the shorter one: what it hid never comes back. */
function shorteningsAfter(
  earlier: readonly Shortening[],
  { shortening }: PlannedChange,
): readonly Shortening[] {
  if (shortening === undefined) return earlier;
  const { category, days } = shortening;
  const shorter = earlier.filter((each) => each.category !== category || each.days < days);
  return [...shorter, shortening];
}

/**
 * Plans a change of the usage profile: the one planner of what would happen and of what happens.
 * @param effectiveAt when every process knows of it
 * @throws Problem `validation-failed`
 */
export function planProfile(
  categories: readonly Category[],
  settings: TenantSettings,
  change: ProfileChange,
  effectiveAt: Instant,
): ProfilePlan {
  const modules = change.modules ?? settings.modules;
  const planned = categories.map((category) =>
    planCategory(category, settings, change.categories?.[category.id], effectiveAt),
  );
  const errors = planned.flatMap((each) =>
    rulesBroken(each, change.categories?.[each.category.id], modules),
  );
  if (errors.length > 0) throw new Problem('validation-failed', { errors });
  return {
    settings: {
      ...settings,
      modules: [...new Set(modules)],
      origins: [...new Set(change.origins ?? settings.origins)],
      defaultRegion: change.default_region ?? settings.defaultRegion,
      categories: Object.fromEntries(planned.map(({ category, after }) => [category.id, after])),
      fences: planned.reduce(fencesAfter, settings.fences),
      shortenings: planned.reduce(shorteningsAfter, settings.shortenings),
    },
    changes: planned.filter(isChanged),
  };
}
