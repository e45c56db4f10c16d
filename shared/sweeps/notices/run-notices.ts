import { BoundedMap } from '#shared/base/cache/bounded-map.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import { notices } from '#shared/notices/collections.ts';
import { allTenants, type Query, type StoredDocument, WriteConflict } from '#shared/store/store.ts';
import { overdueSeconds } from '../overdue-seconds.ts';
import { runSweep, type SweepReport } from '../run-sweep.ts';
import { runFound } from '../run-units.ts';
import type { SweepDeps } from '../sweep-run.ts';
import { type DeliverDeps, type Delivered, deliverNotice, giveUp } from './deliver-notice.ts';

/** How many notices are sent at the same time. */
const atOnce = 8;
/**
 * When a run has failed to send this many notices to an endpoint, it sends this endpoint nothing
 * more. So a broken endpoint does not delay notices to other endpoints.
 */
const failuresMax = 3;
/** The maximum number of endpoints whose failures a run remembers. */
const endpointsMax = 10_000;

/**
 * The log line about a notice that was given up: the recipient did not accept the notice in time,
 * or the endpoint was removed. The line contains no ids of records and no URL.
 */
export type NoticeGivenUp = {
  readonly tenant: string;
  readonly endpoint: string;
  readonly event: string;
  readonly notice: string;
};

export type NoticesDeps = SweepDeps &
  Omit<DeliverDeps, 'commit' | 'store'> & {
    /** Called for each notice that was given up, to raise an alarm. */
    readonly onGivenUp: (given: NoticeGivenUp) => void;
  };

/** The report of a run. */
export type NoticesReport = SweepReport & {
  readonly taken: number;
  /** The number of notices that a later run will try again. */
  readonly waiting: number;
  readonly given_up: number;
  readonly oldest_overdue_seconds: number | null;
};

/** Finds due notices of all tenants, the longest overdue first. */
function dueNotices(by: Instant): Query {
  return {
    collection: notices.id,
    tenant: allTenants,
    where: [
      { field: 'state', op: '==', value: 'waiting' },
      { field: 'due_at', op: '<=', value: by },
    ],
    orderBy: [{ field: 'due_at', direction: 'asc' }],
    limit: 50,
  };
}

/**
 * Sends the due notices, also notices that a recipient did not accept in an earlier run. A notice
 * may be sent more than once, with the same id each time. The sweep gives up a notice after three
 * days, or if the endpoint is removed. If the erasure that a notice is about was cancelled, the
 * sweep withdraws the notice.
 */
export function runNotices(deps: NoticesDeps): Promise<NoticesReport> {
  return runSweep(deps, async (run) => {
    const sums = { taken: 0, waiting: 0, given_up: 0 };
    const failures = new BoundedMap<string, number>(endpointsMax);
    let oldest: Instant | undefined;
    const delivering = { ...deps, commit: deps.store.commit };

    async function tryOne(notice: StoredDocument): Promise<Delivered> {
      const { ref, data } = notice;
      if (deps.now() >= (data['until'] as Instant)) return giveUp(delivering, notice);
      const endpoint = `${ref.tenant}|${String(data['endpoint'])}`;
      if ((failures.get(endpoint) ?? 0) >= failuresMax) return 'waiting';
      const state = await deliverNotice(delivering, notice);
      if (state === 'waiting') failures.set(endpoint, (failures.get(endpoint) ?? 0) + 1);
      return state;
    }

    const due = dueNotices(run.startedAt);
    await runFound(
      run,
      due,
      async (notice) => {
        const { ref, data } = notice;
        const at = data['due_at'] as Instant;
        oldest = Math.min(oldest ?? at, at);
        try {
          const state = await tryOne(notice);
          if (state !== 'withdrawn') sums[state] += 1;
          const { endpoint, event } = data as { readonly endpoint: string; readonly event: string };
          if (state === 'given_up')
            deps.onGivenUp({ tenant: ref.tenant, endpoint, event, notice: ref.id });
        } catch (error) {
          // Another run is sending this notice.
          if (!(error instanceof WriteConflict)) throw error;
        }
        return { complete: true };
      },
      atOnce,
    );
    return { ...sums, oldest_overdue_seconds: overdueSeconds(run, [oldest]) };
  });
}
