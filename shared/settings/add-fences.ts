import type { Clock } from '#shared/base/time/clock.ts';
import { createOrReplace, type Store, type StoredDocument } from '#shared/store/store.ts';
import { decodeDecisions, encodeDecisions, fencesRef, heldBy } from './encode-settings.ts';
import type { Decisions } from './settings.ts';

/**
 * Stores the decisions of a profile change about existing data, beside those that still wait. This
 * write comes before that of the profile that names them. They have no effect until that profile is
 * written. The erase sweep removes those whose profile was never written.
 * @throws WriteConflict
 * @param found the tenant's fences, read after its profile: a decision that only the profile names
 * has been carried out
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
