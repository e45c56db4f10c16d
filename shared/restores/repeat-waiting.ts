import type { Deed } from '#shared/ledger/deed.ts';
import { addFences } from '#shared/settings/add-fences.ts';
import {
  cancelledIn,
  decodeDecisions,
  fencesRef,
  heldBy,
  pendingIn,
  profileRef,
} from '#shared/settings/encode-settings.ts';
import { fenceWrite } from '#shared/settings/fence-erasure.ts';
import { decisionsIn } from '#shared/settings/pending-change.ts';
import { retryOnConflict } from '#shared/store/retry.ts';
import type { RepeatDeps } from './repeat-deletion.ts';

type DeedOf<K extends Deed['kind']> = Extract<Deed, { readonly kind: K }>;

/**
 * Repeats decisions that had a cooling-off time. The tenant's profile lists these decisions, also
 * after this time has ended. The profile is in another database, which was not restored. This
 * function adds the decisions to the tenant's fences again, where the erase sweep finds them.
 * @returns 1 if a decision was missing in the fences, otherwise 0
 */
export function repeatWaiting(deps: RepeatDeps, { tenant }: DeedOf<'waiting'>): Promise<number> {
  const { store } = deps;
  return retryOnConflict(deps, async () => {
    const [profile, fences] = await Promise.all([
      store.get(profileRef(tenant)),
      store.get(fencesRef(tenant)),
    ]);
    if (profile === undefined) return 0;
    const later = decisionsIn(pendingIn(profile.data));
    const own = decodeDecisions(profile.data);
    const named = {
      fences: [...own.fences, ...later.fences],
      shortenings: [...own.shortenings, ...later.shortenings],
    };
    const missing = heldBy(named, decodeDecisions(fences?.data), false);
    if (missing.fences.length + missing.shortenings.length === 0) return 0;
    await addFences({ ...deps, commit: store.commit }, tenant, fences, missing);
    return 1;
  });
}

/**
 * Stores again the document and the fence of an erasure of a category or a tenant that was accepted
 * with a cooling-off time. Does nothing if the backup contains this document, if the profile lists
 * the erasure as cancelled, or if there is no profile. The erasure takes effect at its original
 * time.
 * @returns how many documents were written
 */
export function repeatAcceptance(
  deps: RepeatDeps,
  { erasure: ref, data, fence }: DeedOf<'acceptance'>,
): Promise<number> {
  const { store } = deps;
  const { tenant } = ref;
  return retryOnConflict(deps, async () => {
    const [found, profile, fences] = await Promise.all([
      store.get(ref),
      store.get(profileRef(tenant)),
      store.get(fencesRef(tenant)),
    ]);
    if (found !== undefined || profile === undefined) return 0;
    if (cancelledIn(profile.data).includes(ref.id)) return 0;
    await store.commit([{ kind: 'create', ref, data }, fenceWrite(deps, tenant, fences, fence)]);
    return 2;
  });
}
