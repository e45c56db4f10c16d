import type { Collection } from '#shared/store/declare-collection.ts';
import { overdueSeconds } from '../overdue-seconds.ts';
import { runSweep, type SweepReport } from '../run-sweep.ts';
import { runUnits } from '../run-units.ts';
import { sumOf } from '../sum-of.ts';
import type { SweepDeps, SweepRun } from '../sweep-run.ts';
import { type Deleted, deleteExpired } from './delete-expired.ts';
import { destroyDataKeys } from './destroy-data-keys.ts';
import { hasExpired } from './has-expired.ts';

/** How many collections and shards are worked on at the same time. */
const atOnce = 8;

export type PurgeDeps = SweepDeps & {
  readonly collections: readonly Collection[];
  readonly shards: number;
};

/** What a purge did. */
export type PurgeReport = SweepReport & {
  readonly deleted: number;
  readonly deleted_by_collection: { readonly [collection: string]: number };
  readonly keys_destroyed: number;
  /** Keys whose time has come, while some document is still encrypted under them. */
  readonly keys_waiting: number;
  /**
   * How long the oldest waiting key of records has been due. Null when none waits. Two hours are an
   * alarm: something that has expired is not deleted.
   */
  readonly oldest_key_waiting_seconds: number | null;
  /**
   * How long the oldest expired record that was found had been overdue. Null when none was found.
   */
  readonly oldest_overdue_seconds: number | null;
};

/** The collections that hold anything that has expired. */
async function findExpired(run: SweepRun, { collections, shards }: PurgeDeps) {
  const expiring = collections.filter(({ expiry }) => expiry.by === 'ttl');
  const looks = await runUnits(
    run,
    expiring,
    async (collection) => ({
      complete: true,
      expired: (await hasExpired(run, collection, shards)) ? [collection] : [],
    }),
    atOnce,
  );
  return looks.flatMap(({ expired }) => expired);
}

function sumByCollection(units: readonly Deleted[]): { [collection: string]: number } {
  const sums: { [collection: string]: number } = {};
  for (const { collection, deleted } of units)
    if (deleted > 0) sums[collection] = (sums[collection] ?? 0) + deleted;
  return sums;
}

/** Deletes everything that has expired, then destroys the data keys whose time has come. */
export function runPurge(deps: PurgeDeps): Promise<PurgeReport> {
  const shards = Array.from({ length: deps.shards }, (_, shard) => shard);
  return runSweep(deps, async (run) => {
    const expired = await findExpired(run, deps);
    // All collections of one shard come before the next shard, so a run that ends early has reached
    // each of them.
    const units = shards.flatMap((shard) => expired.map((collection) => ({ collection, shard })));
    const deleted = await runUnits(
      run,
      units,
      ({ collection, shard }) => deleteExpired(run, collection, shard),
      atOnce,
    );
    const keys = await runUnits(
      run,
      shards,
      (shard) => destroyDataKeys(run, deps.collections, shard),
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
    };
  });
}
