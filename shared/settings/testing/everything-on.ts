import type { Instant } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { categories } from '#shared/categories/registry.ts';
import { type Store, WriteConflict } from '#shared/store/store.ts';
import { addFences } from '../add-fences.ts';
import { encodeSettings, profileRef } from '../encode-settings.ts';
import { usualRegion, usualTimeZone } from '../regions.ts';
import type { TenantSettings, WithSettings } from '../settings.ts';

/**
 * Settings of a tenant that stores every category with Mayfly, and has not shortened a retention.
 */
export function everythingOn(all: readonly Category[] = categories): TenantSettings {
  const chosen = all.map(
    ({ id }) => [id, { destination: 'server', retentionDays: undefined }] as const,
  );
  return {
    modules: [],
    categories: Object.fromEntries(chosen),
    fences: [],
    shortenings: [],
    erasures: [],
    coolingOffHours: 0,
    pending: [],
    origins: [],
    defaultRegion: usualRegion,
    timeZone: usualTimeZone,
    notices: [],
    debugUntil: undefined,
  };
}

/**
 * A context whose tenant has switched a category off. Existing records remain until they expire.
 */
export function switchedOff<C extends WithSettings>(ctx: C, { id }: Category): C {
  const { settings } = ctx;
  const off = { destination: 'off', retentionDays: undefined } as const;
  return { ...ctx, settings: { ...settings, categories: { ...settings.categories, [id]: off } } };
}

/** Stores the settings of a tenant for a test, if they are not stored yet. */
export async function openTenant(
  { store, now }: { readonly store: Store; readonly now: () => Instant },
  tenant: string,
  settings: TenantSettings = everythingOn(),
): Promise<void> {
  const instant = now();
  const data = {
    ...encodeSettings(settings),
    created_at: instant,
    changed_at: instant,
    owners: [],
  };
  try {
    await addFences({ commit: (writes) => store.commit(writes), now }, tenant, undefined, settings);
    await store.commit([{ kind: 'create', ref: profileRef(tenant), data }]);
  } catch (error) {
    if (!(error instanceof WriteConflict)) throw error;
  }
}
