import type { Clock } from '#shared/base/time/clock.ts';
import { createOrReplace, type Store, type StoredDocument } from '#shared/store/store.ts';
import { decodeDecisions, encodeDecisions, fencesRef, heldBy } from './encode-settings.ts';
import type { Decisions } from './settings.ts';

/**
 * Writes what a change of the profile decides about data that is there, beside what waits already. It comes before the
 * profile that names it, and has no effect until that is written; the erase sweep takes away what never was.
 * @param found the tenant's fences, read after its profile: what the profile names and they lack is carried out
 * @throws WriteConflict
 */
export async function addFences(
  deps: { readonly store: Store; readonly now: Clock },
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
  const data = { ...encodeDecisions(all), pending: true, changed_at: deps.now() };
  await deps.store.commit([createOrReplace(fencesRef(tenant), data, found)]);
}
