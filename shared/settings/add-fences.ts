import type { Clock } from '#shared/base/time/clock.ts';
import { createOrReplace, type Store, type StoredDocument } from '#shared/store/store.ts';
import { decodeDecisions, encodeDecisions, fencesRef, heldBy } from './encode-settings.ts';
import type { Decisions } from './settings.ts';

/**
 * Adds decisions about existing data to `tenant_fences`. The caller writes the profile with these
 * decisions only afterwards. Until the profile is written, the decisions have no effect. If the
 * profile is never written, the erase sweep removes the decisions.
 * @param found the document `tenant_fences`, which was read after the profile. So a decision that
 * is only in the profile has been carried out
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
