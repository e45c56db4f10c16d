import type { Collection } from '../store/declare-collection.ts';
import type { Store } from '../store/store.ts';
import type { Clock } from '../time/clock.ts';
import { microsPerSecond } from '../time/instant.ts';
import { destroyDataKeys } from './destroy-data-keys.ts';
import { type SweepDeps, type Swept, sweepExpired } from './sweep-expired.ts';

/** Shards swept at the same time. */
const parallelism = 8;

export type PurgeDeps = {
  readonly store: Store;
  readonly now: Clock;
  /** Milliseconds, for the budget. */
  readonly monotonic: () => number;
  readonly collections: readonly Collection[];
  readonly shards: number;
  /** Seconds after which no new page is begun. */
  readonly budgetSeconds: number;
};

/** What a purge did: the answer of the task and its log line. Holds counts only. */
export type PurgeReport = {
  /** Whether nothing that had expired at the start was left. */
  readonly complete: boolean;
  readonly deleted: number;
  readonly deleted_by_collection: { readonly [collection: string]: number };
  readonly keys_destroyed: number;
  readonly keys_waiting: number;
  /** How long the oldest record that was found had been overdue; null when none was. */
  readonly oldest_overdue_seconds: number | null;
  readonly duration_ms: number;
};

/** Runs work on every item, a few at a time, in order of the items. */
async function mapInParallel<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: parallelism }, worker));
  return results;
}

/** Shard by shard before collection by collection, so that a run that ends early has been everywhere. */
function unitsOf(collections: readonly Collection[], shards: number) {
  const numbers = Array.from({ length: shards }, (_, shard) => shard);
  return numbers.flatMap((shard) => collections.map((collection) => ({ collection, shard })));
}

/**
 * Deletes everything that has expired, then destroys the data keys whose time has come. Bounded in time and
 * safe to kill at any instant: what is left is found by the next run. Two runs at once share the work.
 * @throws StoreUnavailable; the Scheduler tries again
 */
export async function runPurge(deps: PurgeDeps): Promise<PurgeReport> {
  const started = deps.monotonic();
  const sweep: SweepDeps = {
    store: deps.store,
    now: deps.now(),
    isTimeUp: () => deps.monotonic() - started >= deps.budgetSeconds * 1_000,
  };
  const expiring = deps.collections.filter(({ expiry }) => expiry.by === 'ttl');
  const byCollection: { [collection: string]: number } = {};
  const swept = await mapInParallel(
    unitsOf(expiring, deps.shards),
    async ({ collection, shard }): Promise<Swept> => {
      const result = await sweepExpired(sweep, collection, shard);
      if (result.deleted > 0)
        byCollection[collection.id] = (byCollection[collection.id] ?? 0) + result.deleted;
      return result;
    },
  );
  const shards = Array.from({ length: deps.shards }, (_, shard) => shard);
  const keys = await mapInParallel(shards, (shard) =>
    destroyDataKeys(sweep, deps.collections, shard),
  );
  const oldest = Math.min(...swept.map((unit) => unit.oldest ?? Number.POSITIVE_INFINITY));
  return {
    complete: [...swept, ...keys].every(({ complete }) => complete),
    deleted: swept.reduce((sum, { deleted }) => sum + deleted, 0),
    deleted_by_collection: byCollection,
    keys_destroyed: keys.reduce((sum, { destroyed }) => sum + destroyed, 0),
    keys_waiting: keys.reduce((sum, { waiting }) => sum + waiting, 0),
    oldest_overdue_seconds: Number.isFinite(oldest)
      ? Math.floor((sweep.now - oldest) / microsPerSecond)
      : null,
    duration_ms: Math.round(deps.monotonic() - started),
  };
}
