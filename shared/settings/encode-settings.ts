import type { DocumentData, DocumentRef } from '#shared/store/store.ts';
import { tenantControls } from './collections.ts';
import { usualRegion } from './regions.ts';
import type { CategorySettings, Destination, TenantSettings } from './settings.ts';

/** Where a tenant's control document lies. */
export function controlRef(tenant: string): DocumentRef {
  return { tenant, collection: tenantControls.id, id: 'current' };
}

const join = (...parts: readonly (string | number)[]) => parts.join('=');

/** Settings as the control document holds them: lists of `category=value`, because a document has no maps. */
export function encodeSettings(settings: TenantSettings): DocumentData {
  const chosen = Object.entries(settings.categories);
  return {
    modules: [...settings.modules],
    destinations: chosen.flatMap(([id, each]) => (each ? [join(id, each.destination)] : [])),
    retention: chosen.flatMap(([id, each]) =>
      each?.retentionDays === undefined ? [] : [join(id, each.retentionDays)],
    ),
    fences: settings.fences.map(({ category, upTo, storedBy }) =>
      join(category, upTo, ...(storedBy === undefined ? [] : [storedBy])),
    ),
    shortenings: settings.shortenings.map(({ category, upTo, days }) => join(category, upTo, days)),
    origins: [...settings.origins],
    default_region: settings.defaultRegion,
    ...(settings.debugUntil !== undefined && { debug_until: settings.debugUntil }),
  };
}

function listOf(data: DocumentData, field: string): string[][] {
  return (data[field] as string[]).map((entry) => entry.split('='));
}

/** The inverse of {@link encodeSettings}. */
export function decodeSettings(data: DocumentData): TenantSettings {
  const days = new Map(listOf(data, 'retention').map(([id, value]) => [id, Number(value)]));
  const categories = listOf(data, 'destinations').map(([id = '', destination]) => {
    const each: CategorySettings = {
      destination: destination as Destination,
      retentionDays: days.get(id),
    };
    return [id, each] as const;
  });
  return {
    modules: data['modules'] as string[],
    categories: Object.fromEntries(categories),
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
    origins: data['origins'] as string[],
    defaultRegion: (data['default_region'] as string | undefined) ?? usualRegion,
    debugUntil: data['debug_until'] as number | undefined,
  };
}
