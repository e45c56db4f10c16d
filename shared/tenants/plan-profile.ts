import { rememberedMicros } from '#shared/base/cache/read-through.ts';
import { Problem, type ProblemDetail } from '#shared/base/problems/problem.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { strayMicros } from '#shared/settings/late-writes.ts';
import { withFence, withShortening } from '#shared/settings/pending-change.ts';
import { promisedDays } from '#shared/settings/retention.ts';
import {
  type CategorySettings,
  type Fence,
  type PendingChange,
  type Shortening,
  settingsOf,
  type TenantSettings,
} from '#shared/settings/settings.ts';
import {
  addPending,
  type CoolingOff,
  chooseCoolingOff,
  splitChange,
  withoutDone,
} from './cool-off.ts';
import { requiringModules } from './modules.ts';
import type { PlannedChange } from './planned-change.ts';
import type { CategoryChange, ProfileChange } from './profile-schema.ts';
import { rulesBroken } from './rules-broken.ts';

export type ProfilePlan = {
  readonly settings: TenantSettings;
  readonly changes: readonly PlannedChange[];
  /**
   * The instant from which all parts of the change are effective in every process. If parts wait
   * for a cooling-off time, this is the end of the longest wait.
   */
  readonly effectiveAt: Instant;
};

/** The longest retention of a category's records with these settings, in days. */
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
 * Makes the function that adds a change to the fences. When a category is switched on again, its
 * old fence is extended up to now, but by at most {@link strayMicros}. Records from this added time
 * were created by processes with old settings, so the fence hides them. Later records are valid, so
 * the fence is not extended again.
 */
function fencesAfter(now: Instant) {
  return (fences: readonly Fence[], change: PlannedChange): readonly Fence[] => {
    const { category, before, after, fence } = change;
    if (fence !== undefined) return withFence(fences, fence);
    if (before.destination === 'server' || after.destination !== 'server') return fences;
    return fences.map((each) => {
      if (each.category !== category.id) return each;
      if (each.isFinal === true) return each;
      const upTo = Math.max(each.upTo, Math.min(each.upTo + strayMicros, now));
      return { ...each, upTo, isFinal: true };
    });
  };
}

/** The maximum number of changes that may wait at the same time, so that a profile stays small. */
const pendingMax = 50;

/**
 * Refuses a module if it needs a category that a waiting change will switch off. Also refuses too
 * many waiting changes.
 */
function coolingBroken(
  categories: readonly Category[],
  modules: readonly string[],
  pending: readonly PendingChange[],
): ProblemDetail[] {
  const off = categories.filter(({ id }) =>
    pending.some((each) => each.kind === 'switch-off' && each.category === id),
  );
  const needed = off.filter((category) => requiringModules(category, modules).length > 0);
  return [
    ...needed.map(({ id }) => ({
      pointer: '/modules',
      rule: `${id} waits to be switched off: cancel that change first`,
    })),
    ...(pending.length > pendingMax
      ? [{ pointer: '', rule: `at most ${pendingMax} changes that wait at the same time` }]
      : []),
  ];
}

/**
 * Plans a change of the usage profile. The forecast of a change uses this function too. If the
 * tenant has a cooling-off time, the parts of the change that delete existing data wait until this
 * time has ended.
 * @param effectiveAt the instant at which the parts that do not wait are effective in every
 * process, see `effectiveAfter`
 * @throws Problem `validation-failed`
 */
export function planProfile(
  categories: readonly Category[],
  settings: TenantSettings,
  change: ProfileChange,
  effectiveAt: Instant,
  cooling: CoolingOff,
): ProfilePlan {
  const modules = change.modules ?? settings.modules;
  const planned = categories.map((category) =>
    planCategory(category, settings, change.categories?.[category.id], effectiveAt),
  );
  const split = planned.map((each) => splitChange(each, settings.coolingOffHours, cooling));
  const atOnce = split.map((each) => each.atOnce);
  const chosen = chooseCoolingOff(settings, change.cooling_off_hours, cooling);
  const later = [...chosen.later, ...split.flatMap((each) => each.later)];
  const { pending, asked } = addPending(withoutDone(chosen.pending, atOnce), later);
  const errors = [
    ...planned.flatMap((each) => rulesBroken(each, change.categories?.[each.category.id], modules)),
    ...coolingBroken(categories, modules, pending),
  ];
  if (errors.length > 0) throw new Problem('validation-failed', { errors });
  return {
    settings: {
      ...settings,
      modules: [...new Set(modules)],
      origins: [...new Set(change.origins ?? settings.origins)],
      defaultRegion: change.default_region ?? settings.defaultRegion,
      timeZone: change.time_zone ?? settings.timeZone,
      categories: Object.fromEntries(atOnce.map(({ category, after }) => [category.id, after])),
      fences: atOnce.reduce(fencesAfter(effectiveAt - rememberedMicros), settings.fences),
      shortenings: atOnce.reduce<readonly Shortening[]>(
        (earlier, { shortening }) =>
          shortening === undefined ? earlier : withShortening(earlier, shortening),
        settings.shortenings,
      ),
      coolingOffHours: chosen.coolingOffHours,
      pending,
    },
    changes: planned.filter(isChanged),
    effectiveAt: Math.max(effectiveAt, ...asked.map((each) => each.effectiveAt)),
  };
}
