import { createReadThrough } from '#shared/base/cache/read-through.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import type { ReadStore } from '#shared/store/store.ts';
import { controlRef, decodeSettings } from './encode-settings.ts';
import type { TenantSettings } from './settings.ts';

/** A tenant's settings, at most 5 s old, or as they are stored now where `fresh`; undefined for no tenant. */
export type SettingsReader = (
  tenant: string,
  fresh?: boolean,
) => Promise<TenantSettings | undefined>;

/** Reads control documents: one read a tenant, process and 5 s. */
export function createSettingsReader(deps: {
  readonly store: ReadStore;
  readonly now: () => Instant;
}): SettingsReader {
  const remember = createReadThrough<TenantSettings | undefined>(deps);
  return (tenant, fresh) => {
    const read = async () => {
      const document = await deps.store.get(controlRef(tenant));
      return document && decodeSettings(document.data);
    };
    return remember(tenant, read, fresh);
  };
}
