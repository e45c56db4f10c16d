import type { Instant } from '#shared/base/time/instant.ts';
import {
  decodeDecisions,
  decodeSettings,
  heldBy,
  profileRef,
} from '#shared/settings/encode-settings.ts';
import { type Decisions, type Fence, wholeTenant } from '#shared/settings/settings.ts';
import { carryOutFence } from '#shared/sweeps/erasure/carry-out-fence.ts';
import { carryOutShortening } from '#shared/sweeps/erasure/carry-out-shortening.ts';
import type { RepeatDeps } from './repeat-deletion.ts';

/**
 * Fails if it is called. Only changes of the manager log need a signature. A restore does not
 * change this log, because it is in another database.
 */
function unneeded(): never {
  throw new Error('a restore must not sign or verify anything');
}

const noProfile = { modules: [], destinations: [], retention: [], origins: [] };

/** A signer that fails if it is used. A restore signs and verifies nothing. */
export const unsigned = { keyId: 'none', sign: unneeded, publicKeys: unneeded };

/**
 * The categories that a decision affects. The manager log is left out, because it is stored in
 * another database.
 */
export function categoriesOf(
  { categories }: RepeatDeps,
  { category }: Pick<Fence, 'category'>,
): string[] {
  const own = categories.filter(
    ({ id, chained }) => !chained && [id, wholeTenant].includes(category),
  );
  return own.map(({ id }) => id);
}

/**
 * Repeats a tenant's decision about whole categories.
 * @returns how many documents were changed or deleted
 */
export async function repeatDecision(
  deps: RepeatDeps,
  tenant: string,
  decisions: Decisions,
): Promise<number> {
  const profile = await deps.store.get(profileRef(tenant));
  // If there is no profile, the tenant was erased. Then its settings contain no category.
  const settings = decodeSettings(profile?.data ?? noProfile, undefined, deps.now());
  const carryOut = { ...deps, signer: unsigned, isTimeUp: () => false };
  let changed = 0;
  for (const fence of decisions.fences)
    for (const category of categoriesOf(deps, fence)) {
      const { storedBy: _byTheClock, ...own } = fence;
      changed += (await carryOutFence(carryOut, tenant, { ...own, category }, settings)).changed;
    }
  for (const shortening of decisions.shortenings)
    if (categoriesOf(deps, shortening).length > 0)
      changed += (await carryOutShortening(carryOut, tenant, shortening, settings)).changed;
  return changed;
}

/**
 * True if a decision took effect. A decision takes effect when the tenant's profile is stored. The
 * profile is in another database, which was not restored. The decision took effect if the profile
 * contains it, or if there is no profile any more. It also took effect if the profile was changed
 * at the time `at` of the entry in the ledger, or later.
 */
export async function cameIntoForce(
  { store }: RepeatDeps,
  tenant: string,
  at: Instant,
  decisions: Decisions,
): Promise<boolean> {
  const profile = await store.get(profileRef(tenant));
  if (profile === undefined || (profile.data['changed_at'] as Instant) >= at) return true;
  const named = heldBy(decisions, decodeDecisions(profile.data));
  return named.fences.length + named.shortenings.length > 0;
}
