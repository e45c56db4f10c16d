import {
  decodeDecisions,
  encodeDecisions,
  fencesRef,
  heldBy,
} from '#shared/settings/encode-settings.ts';
import type { Decisions } from '#shared/settings/settings.ts';
import { type RetryDeps, retryOnConflict } from '#shared/store/retry.ts';
import type { Store } from '#shared/store/store.ts';
import { leaveWaiting } from './lift-erasure.ts';

/**
 * Removes decisions that need not wait any longer from a tenant's fences. Newer decisions are not
 * removed. It does not change the profile: a decision in the profile has no effect without its
 * fence.
 */
export async function forget(
  deps: RetryDeps & { readonly store: Store },
  tenant: string,
  done: Decisions,
): Promise<void> {
  if (done.fences.length + done.shortenings.length === 0) return;
  await retryOnConflict(deps, async () => {
    const current = await deps.store.get(fencesRef(tenant));
    if (current === undefined) return;
    const left = heldBy(decodeDecisions(current.data), done, false);
    const data = { ...current.data, ...encodeDecisions(left) };
    await deps.store.commit([leaveWaiting(current, data)]);
  });
}
