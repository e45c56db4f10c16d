import { type Instant, microsPerSecond } from '#shared/base/time/instant.ts';
import { allTenants, type Query } from '#shared/store/store.ts';
import { erasures } from '#shared/subjects/collections.ts';
import { isPending } from '#shared/subjects/erasure.ts';
import { type ErasureDeps, runErasure } from '#shared/subjects/run-erasure.ts';
import { scopeOf } from '#shared/subjects/scopes/scope-erasure.ts';
import { runFound } from '../run-units.ts';
import { sumOf } from '../sum-of.ts';
import type { SweepRun } from '../sweep-run.ts';
import { carryOutErasure, type ErasingDeps } from './carry-out-erasure.ts';

/** The request that began it has ended by then, as a rule; if it has not, both share the work. */
export const longestRequestMicros = 60 * microsPerSecond;

/** Erasures of all tenants that are not complete, the oldest first. */
function pendingErasures(before: number): Query {
  return {
    collection: erasures.id,
    tenant: allTenants,
    where: [
      { field: 'pending', op: '==', value: true },
      { field: 'created_at', op: '<=', value: before },
    ],
    orderBy: [{ field: 'created_at', direction: 'asc' }],
    limit: 50,
  };
}

/** What became of the erasures of a run. */
export type Finished = { readonly finished: number; readonly deleted: number };

/**
 * Carries out erasures of categories that are due, and carries on with those of persons and
 * conversations that were killed.
 * @param dueBefore of those of categories, a later one waits for the next run
 */
export async function finishErasures(
  deps: Omit<ErasureDeps, 'commit' | 'store'> & Omit<ErasingDeps, 'isTimeUp'>,
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
    const { complete, changed } = await carryOutErasure({ ...deps, ...run }, erasure, scope);
    return { complete, finished: 1, deleted: changed };
  });
  const finished = outcomes.filter(({ complete }) => complete);
  return { finished: sumOf(finished, 'finished'), deleted: sumOf(outcomes, 'deleted') };
}
