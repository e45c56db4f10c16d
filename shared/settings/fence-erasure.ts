import type { Clock } from '#shared/base/time/clock.ts';
import { createOrReplace, type StoredDocument, type Write } from '#shared/store/store.ts';
import { decodeErasures, encodeErasures, fencesRef } from './encode-settings.ts';
import type { ErasureFence } from './settings.ts';

/**
 * The write that adds an erasure's fence to a tenant's fences. This write must be in the commit
 * that stores the erasure. After that commit the fence is valid in every process, at once or after
 * its cooling-off time, although the profile does not contain it.
 */
export function fenceWrite(
  { now }: { readonly now: Clock },
  tenant: string,
  found: StoredDocument | undefined,
  fence: ErasureFence,
): Write {
  const erasures = encodeErasures([...decodeErasures(found?.data), fence]);
  const decided = { fences: [], shortenings: [], ...found?.data };
  const data = { ...decided, erasures, pending: true, changed_at: now() };
  return createOrReplace(fencesRef(tenant), data, found);
}
