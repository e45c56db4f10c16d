import { rememberedMicros } from '#shared/base/cache/read-through.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { strayMicros } from '#shared/settings/late-writes.ts';
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

/**
 * A fence takes the place of earlier ones of its category. Where the category is switched on again, nothing was to be
 * created in between: so the fence reaches up to now for good, as it did while the category was off.
 */
function fencesAfter(now: Instant) {
  return (fences: readonly Fence[], change: PlannedChange): readonly Fence[] => {
    const { category, before, after, fence } = change;
    if (fence !== undefined)
      return [...fences.filter((each) => each.category !== fence.category), fence];
    if (before.destination === 'server' || after.destination !== 'server') return fences;
    return fences.map((each) => {
      if (each.category !== category.id) return each;
      return { ...each, upTo: Math.max(each.upTo, Math.min(each.upTo + strayMicros, now)) };
    });
  };
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
 * @param effectiveAt when every process knows of it, as `effectiveAfter` reckons it from now
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
      fences: planned.reduce(fencesAfter(effectiveAt - rememberedMicros), settings.fences),
      shortenings: planned.reduce(shorteningsAfter, settings.shortenings),
    },
    changes: planned.filter(isChanged),
  };
}
