import { microsPerSecond } from '#shared/base/time/instant.ts';
import { allTenants, type Query, type Store } from '#shared/store/store.ts';
import { erasures } from '#shared/subjects/collections.ts';
import { isPending } from '#shared/subjects/erasure.ts';
import { type ErasureDeps, runErasure } from '#shared/subjects/run-erasure.ts';
import { runFound } from '../run-units.ts';
import type { SweepRun } from '../sweep-run.ts';

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

/** Carries on with erasures of persons and conversations that were killed. @returns how many are complete now */
export async function finishErasures(
  deps: Omit<ErasureDeps, 'commit'> & { readonly store: Store },
  run: SweepRun,
): Promise<number> {
  const query = pendingErasures(run.startedAt - longestRequestMicros);
  const outcomes = await runFound(run, query, async (erasure) => {
    const ended = await runErasure({ ...deps, commit: deps.store.commit }, erasure);
    return { complete: ended === undefined || !isPending(ended) };
  });
  return outcomes.filter(({ complete }) => complete).length;
}
