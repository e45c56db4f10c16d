import {
  decodeDecisions,
  encodeDecisions,
  fencesRef,
  heldBy,
} from '#shared/settings/encode-settings.ts';
import type { Decisions, Fence } from '#shared/settings/settings.ts';
import { type RetryDeps, retryOnConflict } from '#shared/store/retry.ts';
import type { Store, Write } from '#shared/store/store.ts';
import { leaveWaiting } from './lift-erasure.ts';

/**
 * Removes decisions that are carried out, or that have no effect, from the document with a tenant's
 * fences. Newer decisions stay. The profile is not changed, because a decision in the profile has
 * no effect without its entry in the document with the fences.
 * @param writesFor further writes of the commit that removes a fence
 */
export async function forget(
  deps: RetryDeps & { readonly store: Store },
  tenant: string,
  done: Decisions,
  writesFor: (fence: Fence) => readonly Write[] = () => [],
): Promise<void> {
  if (done.fences.length + done.shortenings.length === 0) return;
  await retryOnConflict(deps, async () => {
    const current = await deps.store.get(fencesRef(tenant));
    if (current === undefined) return;
    const waiting = decodeDecisions(current.data);
    const data = { ...current.data, ...encodeDecisions(heldBy(waiting, done, false)) };
    const beside = heldBy(waiting, done).fences.flatMap(writesFor);
    await deps.store.commit([leaveWaiting(current, data), ...beside]);
  });
}
