import type { Caller } from '#shared/access/caller.ts';
import { requireScope } from '#shared/access/scope.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { formatInstant, type Instant, microsPerDay } from '#shared/base/time/instant.ts';
import { basisField } from '#shared/categories/stored-names.ts';
import { categoryRuleOf } from '#shared/settings/live-rule.ts';
import { newestFirstOf } from '#shared/store/category-collection.ts';
import { liveQuery } from '#shared/store/live.ts';
import type { Filter } from '#shared/store/store.ts';
import { coolingOffFrom, effectiveAfter, type ProfileDeps, readStored } from './change-profile.ts';
import { effectiveDays, planProfile } from './plan-profile.ts';
import type { PlannedChange } from './planned-change.ts';
import { profileChangeSchema } from './profile-schema.ts';
import { curveOf } from './storage-curve.ts';

/** The forecast counts the records that will be gone after each of these numbers of days. */
const horizons = [0, 1, 7, 30] as const;

type Count = (...where: readonly Filter[]) => Promise<number>;

/** Counts the records that are live now and expire by an instant if nothing is changed. */
function goneBy(count: Count, instant: Instant): Promise<number> {
  return count({ field: 'expires_at', op: '<=', value: instant });
}

/**
 * Counts the records that are live now and are gone by an instant if the change is made. A fence
 * removes all records. A shorter retention lets some records expire earlier.
 */
async function goneUnder(count: Count, change: PlannedChange, instant: Instant): Promise<number> {
  const { category, fence, shortening } = change;
  if (fence !== undefined) return count();
  const anyway = await goneBy(count, instant);
  if (shortening === undefined) return anyway;
  const latest = instant - shortening.days * microsPerDay;
  const earlier = await count(
    { field: 'expires_at', op: '>', value: instant },
    { field: basisField(category), op: '<=', value: latest },
  );
  return anyway + earlier;
}

/**
 * Makes two functions that count the records that are stored at an instant: `without` the change,
 * and `withChange`. Before the change takes effect, both give the same number.
 */
function storedAt(
  count: Count,
  { category, fence, shortening }: PlannedChange,
  effectiveAt: Instant,
) {
  const without = (instant: Instant) =>
    count({ field: 'expires_at', op: '>', value: instant } as const);
  const withChange = async (instant: Instant) => {
    if (instant < effectiveAt) return without(instant);
    if (fence !== undefined) return 0;
    if (shortening === undefined) return without(instant);
    const since = instant - shortening.days * microsPerDay;
    return count(
      { field: 'expires_at', op: '>', value: instant },
      { field: basisField(category), op: '>', value: since },
    );
  };
  return { without, withChange };
}

/**
 * Computes two curves with the number of stored records on each coming day: without the planned
 * change of the settings, and with it.
 */
async function curvesOf(
  deps: ProfileDeps,
  count: Count,
  change: PlannedChange,
  effectiveAt: Instant,
) {
  const { without, withChange } = storedAt(count, change, effectiveAt);
  const now = deps.now();
  const on = (day: number) => now + day * microsPerDay;
  const [before, after] = await Promise.all([
    curveOf((day) => without(on(day))),
    curveOf((day) => withChange(on(day))),
  ]);
  return before.map((value, day) => {
    return { in_days: day, without_change: value, with_change: after[day] ?? 0 };
  });
}

async function foresee(
  deps: ProfileDeps,
  caller: Caller,
  change: PlannedChange,
  effectiveAt: Instant,
) {
  const { category, before, after } = change;
  const count: Count = (...where) => {
    const orderBy = newestFirstOf(category);
    const query = { collection: category.id, tenant: caller.tenant, where, orderBy };
    return deps.store.count(liveQuery(categoryRuleOf({ ...deps, ...caller }, category), query));
  };
  const now = deps.now();
  const gone = horizons.map(async (days) => {
    const at = now + days * microsPerDay;
    const without = await goneBy(count, at);
    const withChange = at < effectiveAt ? without : await goneUnder(count, change, at);
    return { in_days: days, with_change: withChange, without_change: without };
  });
  return {
    category: category.id,
    destination: { from: before.destination, to: after.destination },
    retention_days: { from: effectiveDays(category, before), to: effectiveDays(category, after) },
    live: await count(),
    gone: await Promise.all(gone),
    curve: await curvesOf(deps, count, change, effectiveAt),
  };
}

/**
 * Forecasts the effects of a change of the usage profile. The change is planned by the same code as
 * a real change. For each affected category the forecast counts the live records that would be gone
 * at once and in 1, 7 and 30 days, with the change and without it. It also counts the records that
 * are stored today and on each of the next 30 days. The result contains only counts.
 * @throws Problem `scope-missing`, `validation-failed`
 */
export async function foreseeChange(deps: ProfileDeps, caller: Caller, body: unknown) {
  requireScope(caller.scopes, 'tenant');
  const change = parse(profileChangeSchema(deps.categories), body);
  const { settings, profile } = await readStored(deps, caller.tenant);
  const now = deps.now();
  const soon = effectiveAfter(now);
  const cooling = coolingOffFrom(deps, profile);
  const { changes, effectiveAt } = planProfile(deps.categories, settings, change, soon, cooling);
  const foreseen = changes.map((each) =>
    foresee(deps, { ...caller, settings }, each, soon === effectiveAt ? now : effectiveAt),
  );
  return { effective_at: formatInstant(effectiveAt), changes: await Promise.all(foreseen) };
}
