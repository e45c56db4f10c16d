import { couponPools } from '#shared/domains/coupons/collections.ts';
import { deleteUnused } from '#shared/domains/coupons/empty-pool.ts';
import { noteStock } from '#shared/domains/coupons/note-stock.ts';
import { dayOf } from '#shared/domains/coupons/pool.ts';
import { type RetryDeps, retryOnConflict } from '#shared/store/retry.ts';
import { allTenants, type Query, type StoredDocument, WriteConflict } from '#shared/store/store.ts';
import { runFound } from '../run-units.ts';
import { sumOf } from '../sum-of.ts';
import type { SweepDeps, SweepRun } from '../sweep-run.ts';

/**
 * A query for the pools whose closing has begun but is not complete, in all tenants. The pool whose
 * closing began first comes first.
 */
const closingPools: Query = {
  collection: couponPools.id,
  tenant: allTenants,
  where: [{ field: 'state', op: '==', value: 'closing' }],
  orderBy: [{ field: 'closed_at', direction: 'asc' }],
  limit: 50,
};

/** A query for the open pools, in all tenants, whose stock is not yet noted for `day`. */
function poolsToNote(day: number): Query {
  return {
    collection: couponPools.id,
    tenant: allTenants,
    where: [
      { field: 'state', op: '==', value: 'open' },
      { field: 'counted_on', op: '<', value: day },
    ],
    orderBy: [{ field: 'counted_on', direction: 'asc' }],
    limit: 50,
  };
}

type TendDeps = Pick<SweepDeps, 'store'> & RetryDeps;

/** Deletes the unused codes of a pool in steps, until none is left or the run's time is up. */
async function finishClosing({ store, ...deps }: TendDeps, run: SweepRun, { ref }: StoredDocument) {
  while (!run.isTimeUp()) {
    const pool = await retryOnConflict(deps, () =>
      deleteUnused({ store, commit: store.commit }, ref),
    );
    if (pool?.state !== 'closing') return { complete: true, closed: 1 };
  }
  return { complete: false, closed: 0 };
}

/**
 * Continues the closing of pools, and notes the stock of open pools once a day.
 * @returns the number of pools that it has closed, and the number of pools whose stock it has noted
 */
export async function tendPools(deps: TendDeps, run: SweepRun) {
  const closings = await runFound(run, closingPools, (pool) => finishClosing(deps, run, pool));
  const noted = await runFound(run, poolsToNote(dayOf(run.startedAt)), async (pool) => {
    try {
      const isNoted = await noteStock(deps.store, pool, run.startedAt);
      return { complete: true, noted: isNoted ? 1 : 0 };
    } catch (error) {
      // Another process is loading or closing the pool. The next run tries again.
      if (!(error instanceof WriteConflict)) throw error;
      return { complete: true, noted: 0 };
    }
  });
  return { closed_pools: sumOf(closings, 'closed'), noted_pools: sumOf(noted, 'noted') };
}
