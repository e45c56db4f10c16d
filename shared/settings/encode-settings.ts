import type { Instant } from '#shared/base/time/instant.ts';
import { managerLog } from '#shared/categories/manager-log.ts';
import type { DocumentData, DocumentRef } from '#shared/store/store.ts';
import { tenantFences, tenantProfiles } from './collections.ts';
import { isCoolingOff } from './live-rule.ts';
import { decodeRoutes, encodeRoutes } from './notice-routes.ts';
import { applyCooledOff, decodePending, encodePending } from './pending-change.ts';
import { usualRegion, usualTimeZone } from './regions.ts';
import type {
  CategorySettings,
  Decisions,
  Destination,
  ErasureFence,
  Fence,
  PendingChange,
  TenantSettings,
} from './settings.ts';

/** The reference of a tenant's profile. */
export function profileRef(tenant: string): DocumentRef {
  return { tenant, collection: tenantProfiles.id, id: 'current' };
}

/** The reference of the document with the tenant's decisions that are not carried out yet. */
export function fencesRef(tenant: string): DocumentRef {
  return { tenant, collection: tenantFences.id, id: 'current' };
}

/**
 * The new value of `changed_at` for a changed profile. It is never earlier than the present value,
 * even if the clock of this process is behind. A restore relies on this: if `changed_at` is the
 * time of a decision or later, the restore concludes that the decision took effect.
 */
export function profileChangedAt(profile: DocumentData, now: Instant): Instant {
  return Math.max(now, (profile['changed_at'] as Instant | undefined) ?? now);
}

const join = (...parts: readonly (string | number)[]) => parts.join('=');

const finalMark = 'final';

/** The optional parts of a fence, in the order in which they are stored. */
function furtherParts({ storedBy, isFinal }: Fence): (string | number)[] {
  if (isFinal === true) return [storedBy ?? '', finalMark];
  return storedBy === undefined ? [] : [storedBy];
}

/**
 * Fences and shortened retentions, in the form in which the profile and {@link tenantFences} store
 * them.
 */
export function encodeDecisions({ fences, shortenings }: Decisions): DocumentData {
  return {
    fences: fences.map((fence) => join(fence.category, fence.upTo, ...furtherParts(fence))),
    shortenings: shortenings.map(({ category, upTo, days }) => join(category, upTo, days)),
  };
}

/**
 * Settings in the form in which the profile stores them: lists of `category=value`, because a
 * document has no maps.
 */
export function encodeSettings(settings: TenantSettings): DocumentData {
  const chosen = Object.entries(settings.categories);
  return {
    modules: [...settings.modules],
    destinations: chosen.flatMap(([id, each]) => (each ? [join(id, each.destination)] : [])),
    retention: chosen.flatMap(([id, each]) =>
      each?.retentionDays === undefined ? [] : [join(id, each.retentionDays)],
    ),
    ...encodeDecisions(settings),
    cooling_off_hours: settings.coolingOffHours,
    cooling_off: encodePending(settings.pending),
    origins: [...settings.origins],
    default_region: settings.defaultRegion,
    time_zone: settings.timeZone,
    ...(settings.notices.length > 0 && { notices: encodeRoutes(settings.notices) }),
    ...(settings.debugUntil !== undefined && { debug_until: settings.debugUntil }),
  };
}

function listOf(data: DocumentData | undefined, field: string): string[][] {
  return ((data?.[field] as string[] | undefined) ?? []).map((entry) => entry.split('='));
}

/**
 * The inverse of {@link encodeDecisions}. If the document does not exist, there are no decisions.
 */
export function decodeDecisions(data: DocumentData | undefined): Decisions {
  return {
    fences: listOf(data, 'fences').map(([category = '', upTo, storedBy = '', mark]) => ({
      category,
      upTo: Number(upTo),
      ...(storedBy !== '' && { storedBy: Number(storedBy) }),
      ...(mark === finalMark && { isFinal: true as const }),
    })),
    shortenings: listOf(data, 'shortenings').map(([category = '', upTo, chosen]) => ({
      category,
      upTo: Number(upTo),
      days: Number(chosen),
    })),
  };
}

/**
 * Fences of erasures, in the form in which {@link tenantFences} stores them. Only this document
 * stores such fences.
 */
export function encodeErasures(erasures: readonly ErasureFence[]): string[] {
  return erasures.map(({ category, upTo, erasure, storedBy = '', coolsSince }) =>
    join(category, upTo, erasure, storedBy, ...(coolsSince === undefined ? [] : [coolsSince])),
  );
}

/**
 * The inverse of {@link encodeErasures}. Every function that may write `mayfly` can forge such
 * fences. A forged fence gives this function no more power, because the function can also delete
 * the records themselves. A fence for the manager log is ignored.
 */
export function decodeErasures(data: DocumentData | undefined): ErasureFence[] {
  return listOf(data, 'erasures').flatMap(
    ([category = '', upTo, erasure = '', storedBy = '', coolsSince]) => {
      if (category === managerLog.id) return [];
      return [
        {
          category,
          upTo: Number(upTo),
          erasure,
          ...(storedBy !== '' && { storedBy: Number(storedBy) }),
          ...(coolsSince !== undefined && { coolsSince: Number(coolsSince) }),
        },
      ];
    },
  );
}

/** Removes the beginning of the cooling-off time from a fence whose erasure now has an effect. */
function inForce({ coolsSince: _over, ...fence }: ErasureFence): ErasureFence {
  return fence;
}

/**
 * Returns the decisions that are also in `others`. If `isHeld` is false, it returns the decisions
 * that are not in `others`.
 */
export function heldBy(decisions: Decisions, others: Decisions, isHeld = true): Decisions {
  const { fences, shortenings } = others;
  const isFence = new Set(fences.map(({ category, upTo }) => join(category, upTo)));
  const isShortening = new Set(
    shortenings.map(({ category, upTo, days }) => join(category, upTo, days)),
  );
  return {
    fences: decisions.fences.filter(
      ({ category, upTo }) => isFence.has(join(category, upTo)) === isHeld,
    ),
    shortenings: decisions.shortenings.filter(
      ({ category, upTo, days }) => isShortening.has(join(category, upTo, days)) === isHeld,
    ),
  };
}

/** Reads from a profile the ids of erasures that were cancelled during their cooling-off time. */
export function cancelledIn(profile: DocumentData | undefined): readonly string[] {
  return (profile?.['cancelled_erasures'] as string[] | undefined) ?? [];
}

/** Reads from a profile the changes that wait for the end of their cooling-off time. */
export function pendingIn(profile: DocumentData): PendingChange[] {
  return decodePending(listOf(profile, 'cooling_off'));
}

/**
 * True if a profile contains fences, shortened retentions, or changes in their cooling-off time.
 */
export function namesDecisions(profile: DocumentData): boolean {
  const lists = ['fences', 'shortenings', 'cooling_off'];
  return lists.some((field) => listOf(profile, field).length > 0);
}

/**
 * The settings of a tenant, read from its profile and its document in {@link tenantFences}. They
 * include the changes whose cooling-off time has ended. A fence has an effect only if both
 * documents contain it. So a fence has no effect if its profile was never written. Somebody who may
 * write only one of the documents cannot make an effective fence. The fence of an erasure is
 * different: only {@link tenantFences} contains it, and it has an effect.
 */
export function decodeSettings(
  profile: DocumentData,
  fences: DocumentData | undefined,
  now: Instant,
): TenantSettings {
  const days = new Map(listOf(profile, 'retention').map(([id, value]) => [id, Number(value)]));
  const categories = listOf(profile, 'destinations').map(([id = '', destination]) => {
    const each: CategorySettings = {
      destination: destination as Destination,
      retentionDays: days.get(id),
    };
    return [id, each] as const;
  });
  const wanted = applyCooledOff(
    {
      categories: Object.fromEntries(categories),
      ...decodeDecisions(profile),
      coolingOffHours: (profile['cooling_off_hours'] as number | undefined) ?? 0,
      pending: pendingIn(profile),
    },
    now,
  );
  return {
    ...wanted,
    modules: profile['modules'] as string[],
    ...heldBy(wanted, decodeDecisions(fences)),
    erasures: decodeErasures(fences)
      .filter(({ erasure }) => !cancelledIn(profile).includes(erasure))
      .map((each) => (isCoolingOff(each, now) ? each : inForce(each))),
    origins: profile['origins'] as string[],
    defaultRegion: (profile['default_region'] as string | undefined) ?? usualRegion,
    timeZone: (profile['time_zone'] as string | undefined) ?? usualTimeZone,
    notices: decodeRoutes(profile['notices']),
    debugUntil: profile['debug_until'] as number | undefined,
  };
}
