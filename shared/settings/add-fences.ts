import type { Clock } from '#shared/base/time/clock.ts';
import { createOrReplace, type Store, type StoredDocument } from '#shared/store/store.ts';
import { decodeDecisions, encodeDecisions, fencesRef, heldBy } from './encode-settings.ts';
import type { Decisions } from './settings.ts';

/**
 * Adds decisions about existing data to the tenant's fences, before the profile with the same
 * decisions is written. Until then they have no effect. If the profile is never written, the erase
 * sweep removes them.
 * @param found the tenant's fences, read after its profile: if a decision is only in the profile,
 * it has been carried out
 * @throws WriteConflict
 */
export async function addFences(
  deps: Pick<Store, 'commit'> & { readonly now: Clock },
  tenant: string,
  found: StoredDocument | undefined,
  decided: Decisions,
): Promise<void> {
  const waiting = decodeDecisions(found?.data);
  const added = heldBy(decided, waiting, false);
  if (added.fences.length + added.shortenings.length === 0) return;
  const all = {
    fences: [...waiting.fences, ...added.fences],
    shortenings: [...waiting.shortenings, ...added.shortenings],
  };
  const data = { ...found?.data, ...encodeDecisions(all), pending: true, changed_at: deps.now() };
  await deps.commit([createOrReplace(fencesRef(tenant), data, found)]);
}
