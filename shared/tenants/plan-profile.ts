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
  /** Existing records are deleted at once. */
  readonly fence: Fence | undefined;
  /** Existing records expire after fewer days than they were stored for. */
  readonly shortening: Shortening | undefined;
};

export type ProfilePlan = {
  readonly settings: TenantSettings;
  readonly changes: readonly PlannedChange[];
};

/** How many days records of a category may stay at most under its settings. */
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
 * A fence replaces earlier ones of its category. When the category is switched on again, no
 * records should have been created in between. So the fence reaches up to now for good, as it did
 * while the category was off.
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

/**
 * An earlier shortening stays as long as it is the shorter one, so that what it hid never comes
 * back.
 */
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
 * Plans a change of the usage profile. Both the forecast and the actual change use this planner.
 * @param effectiveAt when every process knows the change, as `effectiveAfter` computes it from now
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
      timeZone: change.time_zone ?? settings.timeZone,
      categories: Object.fromEntries(planned.map(({ category, after }) => [category.id, after])),
      fences: planned.reduce(fencesAfter(effectiveAt - rememberedMicros), settings.fences),
      shortenings: planned.reduce(shorteningsAfter, settings.shortenings),
    },
    changes: planned.filter(isChanged),
  };
}
