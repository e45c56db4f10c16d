import { createReadThrough } from '#shared/base/cache/read-through.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import type { ReadStore } from '#shared/store/store.ts';
import { decodeSettings, fencesRef, profileRef } from './encode-settings.ts';
import type { TenantSettings } from './settings.ts';

type ReaderDeps = { readonly store: ReadStore; readonly now: () => Instant };

/**
 * A tenant's settings: at most 5 s old, or as they are stored now if `fresh`. Undefined when there
 * is no such tenant.
 */
export type SettingsReader = (
  tenant: string,
  fresh?: boolean,
) => Promise<TenantSettings | undefined>;

/** Reads both at once, because a request waits for them. No profile names what an erasure hides. */
async function readSideBySide({ store }: ReaderDeps, tenant: string) {
  const [profile, fences] = await Promise.all([
    store.get(profileRef(tenant)),
    store.get(fencesRef(tenant)),
  ]);
  return profile && decodeSettings(profile.data, fences?.data);
}

/**
 * Reads a tenant's profile and fences side by side. Each costs one read per tenant and process
 * every 5 s.
 */
export function createSettingsReader(deps: ReaderDeps): SettingsReader {
  const remember = createReadThrough<TenantSettings | undefined>(deps);
  return (tenant, fresh = false) => remember(tenant, () => readSideBySide(deps, tenant), fresh);
}

/**
 * Reads a tenant's profile alone, for callers that show no records and need no fences. It costs
 * one read per tenant and process every 5 s.
 */
export function createProfileReader(
  deps: ReaderDeps,
): (tenant: string) => Promise<TenantSettings | undefined> {
  const remember = createReadThrough<TenantSettings | undefined>(deps);
  return (tenant) =>
    remember(tenant, async () => {
      const profile = await deps.store.get(profileRef(tenant));
      return profile && decodeSettings(profile.data, undefined);
    });
}
