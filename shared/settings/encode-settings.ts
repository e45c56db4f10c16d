import type { DocumentData, DocumentRef } from '#shared/store/store.ts';
import { tenantFences, tenantProfiles } from './collections.ts';
import { usualRegion, usualTimeZone } from './regions.ts';
import type { CategorySettings, Decisions, Destination, TenantSettings } from './settings.ts';

/** Where a tenant's profile lies. */
export function profileRef(tenant: string): DocumentRef {
  return { tenant, collection: tenantProfiles.id, id: 'current' };
}

/** Where the tenant's decisions lie that wait to be carried out. */
export function fencesRef(tenant: string): DocumentRef {
  return { tenant, collection: tenantFences.id, id: 'current' };
}

const join = (...parts: readonly (string | number)[]) => parts.join('=');

/** Fences and shortened retentions as both documents hold them. */
export function encodeDecisions({ fences, shortenings }: Decisions): DocumentData {
  return {
    fences: fences.map(({ category, upTo, storedBy }) =>
      join(category, upTo, ...(storedBy === undefined ? [] : [storedBy])),
    ),
    shortenings: shortenings.map(({ category, upTo, days }) => join(category, upTo, days)),
  };
}

/** Settings as the profile holds them: lists of `category=value`, because a document has no maps. */
export function encodeSettings(settings: TenantSettings): DocumentData {
  const chosen = Object.entries(settings.categories);
  return {
    modules: [...settings.modules],
    destinations: chosen.flatMap(([id, each]) => (each ? [join(id, each.destination)] : [])),
    retention: chosen.flatMap(([id, each]) =>
      each?.retentionDays === undefined ? [] : [join(id, each.retentionDays)],
    ),
    ...encodeDecisions(settings),
    origins: [...settings.origins],
    default_region: settings.defaultRegion,
    time_zone: settings.timeZone,
    ...(settings.debugUntil !== undefined && { debug_until: settings.debugUntil }),
  };
}

function listOf(data: DocumentData | undefined, field: string): string[][] {
  return ((data?.[field] as string[] | undefined) ?? []).map((entry) => entry.split('='));
}

/** The inverse of {@link encodeDecisions}. An absent document gives no decisions. */
export function decodeDecisions(data: DocumentData | undefined): Decisions {
  return {
    fences: listOf(data, 'fences').map(([category = '', upTo, storedBy]) => ({
      category,
      upTo: Number(upTo),
      ...(storedBy !== undefined && { storedBy: Number(storedBy) }),
    })),
    shortenings: listOf(data, 'shortenings').map(([category = '', upTo, chosen]) => ({
      category,
      upTo: Number(upTo),
      days: Number(chosen),
    })),
  };
}

/**
 * Those decisions that `others` holds too; with `isHeld` false, those that `others` does not hold.
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

/**
 * The settings that two documents make. A fence is in force if the profile names it and it waits
 * to be carried out. So a fence whose profile was never written has no effect, and nobody who may
 * write only one of the documents can make a fence.
 */
export function decodeSettings(
  profile: DocumentData,
  fences: DocumentData | undefined,
): TenantSettings {
  const days = new Map(listOf(profile, 'retention').map(([id, value]) => [id, Number(value)]));
  const categories = listOf(profile, 'destinations').map(([id = '', destination]) => {
    const each: CategorySettings = {
      destination: destination as Destination,
      retentionDays: days.get(id),
    };
    return [id, each] as const;
  });
  return {
    modules: profile['modules'] as string[],
    categories: Object.fromEntries(categories),
    ...heldBy(decodeDecisions(profile), decodeDecisions(fences)),
    origins: profile['origins'] as string[],
    defaultRegion: (profile['default_region'] as string | undefined) ?? usualRegion,
    timeZone: (profile['time_zone'] as string | undefined) ?? usualTimeZone,
    debugUntil: profile['debug_until'] as number | undefined,
  };
}
