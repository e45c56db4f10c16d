import { formatInstant, type Instant, microsPerDay } from '#shared/base/time/instant.ts';
import { newRecordId, purgeShard } from '#shared/store/document-ids.ts';
import { type RetryDeps, retryOnConflict } from '#shared/store/retry.ts';
import {
  createOrReplace,
  type DocumentData,
  type DocumentRef,
  platformTenant,
  type Store,
} from '#shared/store/store.ts';
import type { PurgeReport } from '../purge/run-purge.ts';
import type { Turn } from '../purge/turn.ts';
import { sweepReports } from './collections.ts';

const keptDays = 3 * 366;

type NoteDeps = RetryDeps & {
  readonly store: Store;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly purgeShards: number;
};

/**
 * The reference of a report: with a day (`2026-11-28`) the report of this day, otherwise the report
 * of the sweep's last run.
 */
export function reportRef(sweep: string, day?: string): DocumentRef {
  const id = day === undefined ? sweep : `${sweep}.${day}`;
  return { tenant: platformTenant, collection: sweepReports.id, id };
}

/** The day of an instant in UTC. */
export function dayOf(at: Instant): string {
  return formatInstant(at).slice(0, 10);
}

function sum(before: DocumentData | undefined, field: string, added: number): number {
  return Number(before?.[field] ?? 0) + added;
}

/** The fields of a report after the numbers of one more run are added. */
function withRun(before: DocumentData | undefined, at: Instant, report: PurgeReport) {
  const late = report.oldest_overdue_seconds ?? 0;
  return {
    runs: sum(before, 'runs', 1),
    complete_runs: sum(before, 'complete_runs', report.complete ? 1 : 0),
    last_run_at: at,
    last_complete: report.complete,
    deleted: sum(before, 'deleted', report.deleted),
    keys_destroyed: sum(before, 'keys_destroyed', report.keys_destroyed),
    latest_seconds: Math.max(Number(before?.['latest_seconds'] ?? 0), late),
    shards: report.shards,
  };
}

/**
 * Adds the result of a purge that ended at `at` to the report of its day. Also stores the result as
 * the report of the last run. The function makes one call that reads both reports, and one commit.
 * If the answer to the commit was lost, the next attempt recognises this run by its id. If the
 * process is killed before the commit, the reports do not count this purge, although its deletions
 * are done.
 * @param turn the collections that the purge searched for documents in higher shards
 * @throws Problem `contention`, StoreUnavailable
 */
export async function notePurge(
  deps: NoteDeps,
  at: Instant,
  report: PurgeReport,
  turn: Turn = 'all',
): Promise<void> {
  const [last, day] = [reportRef('purge'), reportRef('purge', dayOf(at))];
  const lifeOf = ({ id }: DocumentRef) => ({
    expires_at: at + keptDays * microsPerDay,
    purge_shard: purgeShard(id, deps.purgeShards),
  });
  const run = newRecordId(deps);
  await retryOnConflict(deps, async () => {
    const [foundLast, foundDay] = await deps.store.getAll([last, day]);
    if (foundLast?.data['last_run'] === run) return;
    const ofLast = {
      ...withRun(undefined, at, report),
      ...lifeOf(last),
      last_run: run,
      ...(turn !== 'all' && { turn }),
    };
    await deps.store.commit([
      createOrReplace(last, ofLast, foundLast),
      createOrReplace(day, { ...withRun(foundDay?.data, at, report), ...lifeOf(day) }, foundDay),
    ]);
  });
}
