import { formatInstant, type Instant, microsPerDay } from '#shared/base/time/instant.ts';
import type { ReadStore } from '#shared/store/store.ts';
import type { Turn } from '../purge/turn.ts';
import { dayOf, reportRef } from './note-run.ts';

/** The end of the last reported run, and whether that run completed all due work. */
export type LastRun = { readonly at: string; readonly complete: boolean };

export type LastPurge = {
  readonly lastRun: LastRun;
  /** The number of shards that the run found in use. */
  readonly shards: number;
  /** The collections that the run searched for documents in higher shards. */
  readonly turn: Turn;
};

/** The last run of the purge. Null before the first run. It costs one read. */
export async function readLastPurge(store: ReadStore): Promise<LastPurge | null> {
  const found = await store.get(reportRef('purge'));
  if (found === undefined) return null;
  const { last_run_at, last_complete, shards, turn } = found.data;
  return {
    lastRun: { at: formatInstant(last_run_at as Instant), complete: last_complete === true },
    shards: Number(shards ?? 0),
    turn: typeof turn === 'number' ? turn : 'all',
  };
}

/**
 * The result of the purge on a day. It contains no number of deleted records: this number counts
 * all tenants together, and a single tenant must not learn it.
 */
export type PurgeDay = {
  readonly day: string;
  readonly runs: number;
  readonly complete_runs: number;
  readonly last_run_at: string;
  /** The longest delay of a deletion on the day. */
  readonly latest_seconds: number;
};

/**
 * Returns the results for `days` days, from the day of `since` on. The list begins with the latest
 * day, and leaves out days without a run. It costs one call, and one read for each day.
 */
export async function readPurgeDays(
  store: ReadStore,
  since: Instant,
  days: number,
): Promise<PurgeDay[]> {
  const all = Array.from({ length: days }, (_, day) => dayOf(since + day * microsPerDay));
  const found = await store.getAll(all.map((day) => reportRef('purge', day)));
  return all
    .flatMap((day, at): PurgeDay[] => {
      const data = found[at]?.data;
      if (data === undefined) return [];
      return [
        {
          day,
          runs: Number(data['runs']),
          complete_runs: Number(data['complete_runs']),
          last_run_at: formatInstant(data['last_run_at'] as Instant),
          latest_seconds: Number(data['latest_seconds']),
        },
      ];
    })
    .toReversed();
}
