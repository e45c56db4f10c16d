import { createReadThrough } from '../cache/read-through.ts';
import type { Store } from '../store/store.ts';
import type { Instant } from '../time/instant.ts';
import { controlRef, decodeSettings } from './encode-settings.ts';
import type { TenantSettings } from './settings.ts';

const cachedTenants = 5_000;

/** A tenant's settings, at most 5 s old; undefined for no tenant. */
export type SettingsReader = (tenant: string) => Promise<TenantSettings | undefined>;

/** Reads control documents: one read a tenant, process and 5 s. */
export function createSettingsReader(deps: {
  readonly store: Store;
  readonly now: () => Instant;
}): SettingsReader {
  const remember = createReadThrough<TenantSettings | undefined>({
    now: deps.now,
    names: cachedTenants,
  });
  return (tenant) =>
    remember(tenant, async () => {
      const document = await deps.store.get(controlRef(tenant));
      return document && decodeSettings(document.data);
    });
}
