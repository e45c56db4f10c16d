import type { Collection } from '#shared/store/declare-collection.ts';
import { dataKeys } from '#shared/vault/collections.ts';
import { overdueSeconds } from '../overdue-seconds.ts';
import { runSweep, type SweepReport } from '../run-sweep.ts';
import { runUnits } from '../run-units.ts';
import { sumOf } from '../sum-of.ts';
import type { SweepDeps } from '../sweep-run.ts';
import { type Deleted, deleteExpired } from './delete-expired.ts';
import { destroyDataKeys } from './destroy-data-keys.ts';
import { findExpired } from './find-expired.ts';
import type { Turn } from './turn.ts';

/** The maximum number of units that run at the same time. */
const atOnce = 8;

export type PurgeDeps = SweepDeps & {
  readonly collections: readonly Collection[];
  readonly shards: number;
  /** Work that must end before the first deletion. It runs while the purge searches. */
  readonly prepare?: () => Promise<void>;
  /**
   * The collections in which the purge also searches shards above the configured number, because a
   * revision with more shards may have used them. Without a turn, the purge searches these shards
   * in all collections.
   */
  readonly turn?: Promise<Turn>;
};

/** The result of a purge. */
export type PurgeReport = SweepReport & {
  readonly deleted: number;
  readonly deleted_by_collection: { readonly [collection: string]: number };
  readonly keys_destroyed: number;
  /** Due keys that some document still uses. */
  readonly keys_waiting: number;
  /**
   * How many seconds ago the oldest waiting key became due. The keys of coupon codes in stock do
   * not count. Null if no other key waits. A value above two hours raises an alarm, because by then
   * every document of the key should be deleted.
   */
  readonly oldest_key_waiting_seconds: number | null;
  /**
   * For how many seconds the oldest expired document was overdue when the run began. Null if the
   * run found no expired document.
   */
  readonly oldest_overdue_seconds: number | null;
  /**
   * The number of shards in use. It is larger than the configured number as long as there are
   * documents from a revision that has more shards.
   */
  readonly shards: number;
};

function sumByCollection(units: readonly Deleted[]): { [collection: string]: number } {
  const sums: { [collection: string]: number } = {};
  for (const { collection, deleted } of units)
    if (deleted > 0) sums[collection] = (sums[collection] ?? 0) + deleted;
  return sums;
}

/** Deletes expired documents, then destroys due data keys. */
export function runPurge(deps: PurgeDeps): Promise<PurgeReport> {
  const expiring = deps.collections.filter(({ expiry }) => expiry.by === 'ttl');
  return runSweep(deps, async (run) => {
    const search = { count: deps.shards, turn: deps.turn ?? Promise.resolve<Turn>('all') };
    const [{ units, shards }] = await Promise.all([
      findExpired(run, [...expiring, dataKeys], search, atOnce),
      deps.prepare?.(),
    ]);
    const deleted = await runUnits(
      run,
      units.filter(({ collection }) => collection !== dataKeys),
      (unit) => deleteExpired(run, unit.collection, unit.shards),
      atOnce,
    );
    const keys = await runUnits(
      run,
      units.filter(({ collection }) => collection === dataKeys),
      (unit) => destroyDataKeys(run, deps.collections, unit.shards),
      atOnce,
    );
    return {
      deleted: sumOf(deleted, 'deleted'),
      deleted_by_collection: sumByCollection(deleted),
      keys_destroyed: sumOf(keys, 'destroyed'),
      keys_waiting: sumOf(keys, 'waiting'),
      oldest_key_waiting_seconds: overdueSeconds(
        run,
        keys.map(({ waitsSince }) => waitsSince),
      ),
      oldest_overdue_seconds: overdueSeconds(
        run,
        deleted.map(({ oldest }) => oldest),
      ),
      shards,
    };
  });
}
