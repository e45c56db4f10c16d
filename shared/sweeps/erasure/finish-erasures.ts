import { type Instant, microsPerSecond } from '#shared/base/time/instant.ts';
import { cancelledIn, fencesRef, profileRef } from '#shared/settings/encode-settings.ts';
import { wholeTenant } from '#shared/settings/settings.ts';
import { retryOnConflict } from '#shared/store/retry.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { isPending } from '#shared/subjects/erasure.ts';
import type { ErasureDeps } from '#shared/subjects/erasure-run.ts';
import { runErasure } from '#shared/subjects/run-erasure.ts';
import { cancellationWrites } from '#shared/subjects/scopes/cancel-erasure.ts';
import { isOrdered } from '#shared/subjects/scopes/offboarding-order.ts';
import { type ErasedScope, scopeOf } from '#shared/subjects/scopes/scope-erasure.ts';
import { deleteTenantRecords } from '../offboarding/delete-tenant-records.ts';
import { runFound } from '../run-units.ts';
import { sumOf } from '../sum-of.ts';
import type { SweepRun } from '../sweep-run.ts';
import { carryOutErasure, type ErasingDeps, rememberErasure } from './carry-out-erasure.ts';
import { pendingErasures } from './pending-erasures.ts';

/**
 * The sweep continues an erasure a minute after the erasure began. By then the request that began
 * the erasure has usually ended. If the request still runs, the request and the sweep share the
 * work.
 */
export const longestRequestMicros = 60 * microsPerSecond;

type FinishDeps = Omit<ErasureDeps, 'commit' | 'store'> & Omit<ErasingDeps, 'isTimeUp'>;

/**
 * True if an erasure may be carried out: the tenant has not cancelled the erasure. The erasure of a
 * whole tenant also needs the signed order of an owner.
 */
async function isWanted(deps: FinishDeps, erasure: StoredDocument, { category }: ErasedScope) {
  const { store, signer } = deps;
  if (category === wholeTenant) {
    // The check of the order reads the tenant's profile, which is deleted after the records. So
    // the order is not checked again after all records are deleted.
    if (erasure.data['records_gone_at'] !== undefined) return true;
    return isOrdered({ store, publicKeys: signer.publicKeys }, erasure);
  }
  const profile = await store.get(profileRef(erasure.ref.tenant));
  return !cancelledIn(profile?.data).includes(erasure.ref.id);
}

async function cancelErasure(deps: FinishDeps, { ref }: StoredDocument): Promise<void> {
  await retryOnConflict(deps, async () => {
    const [erasure, fences] = await deps.store.getAll([ref, fencesRef(ref.tenant)]);
    if (erasure === undefined || !isPending(erasure)) return;
    await deps.store.commit(cancellationWrites(erasure, fences, deps.now()));
  });
}

/**
 * How many erasures of categories, persons and conversations a run finished, and how many documents
 * it deleted for erasures of categories.
 */
export type Finished = { readonly finished: number; readonly deleted: number };

/**
 * Carries out due erasures of categories. For due erasures of tenants the function deletes the
 * records, and later the purge deletes the rest. If the tenant has cancelled an erasure, or no
 * owner has ordered the erasure of a tenant, the function marks the erasure as cancelled. The
 * function also continues interrupted erasures of persons and conversations.
 * @param dueBefore erasures that are due later wait for a later run
 */
export async function finishErasures(
  deps: FinishDeps,
  run: SweepRun,
  dueBefore: Instant,
): Promise<Finished> {
  const query = pendingErasures(run.startedAt - longestRequestMicros);
  const outcomes = await runFound(run, query, async (erasure) => {
    const scope = scopeOf(erasure);
    if (scope === undefined) {
      const ended = await runErasure({ ...deps, commit: deps.store.commit }, erasure);
      return { complete: ended === undefined || !isPending(ended), finished: 1, deleted: 0 };
    }
    if (scope.upTo > dueBefore) return { complete: true, finished: 0, deleted: 0 };
    if (!(await isWanted(deps, erasure, scope))) {
      await cancelErasure(deps, erasure);
      return { complete: true, finished: 0, deleted: 0 };
    }
    if (scope.category === wholeTenant) {
      if (erasure.data['records_gone_at'] === undefined)
        await rememberErasure(deps, erasure, scope);
      const isGone = await deleteTenantRecords({ ...deps, ...run }, erasure);
      return { complete: isGone, finished: 0, deleted: 0 };
    }
    const { complete, changed } = await carryOutErasure({ ...deps, ...run }, erasure, scope);
    return { complete, finished: 1, deleted: changed };
  });
  const finished = outcomes.filter(({ complete }) => complete);
  return { finished: sumOf(finished, 'finished'), deleted: sumOf(outcomes, 'deleted') };
}
