import type { Clock } from '#shared/base/time/clock.ts';
import { microsPerSecond } from '#shared/base/time/instant.ts';
import type { Collection } from '#shared/store/declare-collection.ts';
import type { Store } from '#shared/store/store.ts';
import { type Destroyed, destroyDataKeys } from './destroy-data-keys.ts';
import { hasExpired } from './has-expired.ts';
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
  readonly onFailure: (error: unknown) => void;
};

/** What a purge did: the answer of the task and its log line. Holds counts only. */
export type PurgeReport = {
  /** Whether nothing that had expired at the start was left. */
  readonly complete: boolean;
  /** Parts of the work that met an error; the next run does them. */
  readonly failed: number;
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

/** Work that one error does not take down with it: the others go on, and the report says how many failed. */
async function attempt<T>(work: () => Promise<T>, failures: unknown[]): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    failures.push(error);
    return undefined;
  }
}

function isDone<T>(result: T | undefined): result is T {
  return result !== undefined;
}

/** Shard by shard before collection by collection, so that a run that ends early has been everywhere. */
function unitsOf(collections: readonly Collection[], shards: number) {
  const numbers = Array.from({ length: shards }, (_, shard) => shard);
  return numbers.flatMap((shard) => collections.map((collection) => ({ collection, shard })));
}

/**
 * Deletes everything that has expired, then destroys the data keys whose time has come. Bounded in time and
 * safe to kill at any instant: what is left is found by the next run. Two runs at once share the work. A part
 * that fails is counted and told to `onFailure`, and the rest is done all the same.
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
  const failures: unknown[] = [];
  const found = await mapInParallel(expiring, (collection) =>
    attempt(() => hasExpired(sweep, collection, deps.shards), failures),
  );
  const units = unitsOf(
    expiring.filter((_, index) => found[index] === true),
    deps.shards,
  );
  const swept = await mapInParallel(units, ({ collection, shard }) =>
    attempt(() => sweepExpired(sweep, collection, shard), failures),
  );
  for (const [index, { collection }] of units.entries()) {
    const deleted = swept[index]?.deleted ?? 0;
    if (deleted > 0) byCollection[collection.id] = (byCollection[collection.id] ?? 0) + deleted;
  }
  const shards = Array.from({ length: deps.shards }, (_, shard) => shard);
  const keys = await mapInParallel(shards, (shard) =>
    attempt(() => destroyDataKeys(sweep, deps.collections, shard), failures),
  );
  for (const failure of failures) deps.onFailure(failure);
  return summarise({
    sweep,
    swept: swept.filter(isDone),
    keys: keys.filter(isDone),
    byCollection,
    failed: failures.length,
    durationMs: deps.monotonic() - started,
  });
}

type Results = {
  readonly sweep: SweepDeps;
  readonly swept: readonly Swept[];
  readonly keys: readonly Destroyed[];
  readonly byCollection: { readonly [collection: string]: number };
  readonly failed: number;
  readonly durationMs: number;
};

function summarise({ sweep, swept, keys, byCollection, failed, durationMs }: Results): PurgeReport {
  const oldest = Math.min(...swept.map((unit) => unit.oldest ?? Number.POSITIVE_INFINITY));
  return {
    complete: failed === 0 && [...swept, ...keys].every(({ complete }) => complete),
    failed,
    deleted: swept.reduce((sum, { deleted }) => sum + deleted, 0),
    deleted_by_collection: byCollection,
    keys_destroyed: keys.reduce((sum, { destroyed }) => sum + destroyed, 0),
    keys_waiting: keys.reduce((sum, { waiting }) => sum + waiting, 0),
    oldest_overdue_seconds: Number.isFinite(oldest)
      ? Math.floor((sweep.now - oldest) / microsPerSecond)
      : null,
    duration_ms: Math.round(durationMs),
  };
}
