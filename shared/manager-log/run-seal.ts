import { microsPerSecond } from '#shared/base/time/instant.ts';
import { allTenants, placeOf, type Query, type StoredDocument } from '#shared/store/store.ts';
import { managerLogDays } from './collections.ts';
import { endOfDay, markerExpiryOfDaysEndedBy } from './log-day.ts';
import { type MarkedDay, type SealDayDeps, sealDay } from './seal-day.ts';

const pageSize = 300;
/** A commit that was under way at midnight has landed by then. */
export const sealMarginMicros = 3_600 * microsPerSecond;

export type SealDeps = SealDayDeps & {
  /** Milliseconds, for the budget. */
  readonly monotonic: () => number;
  /** Seconds after which no new day is begun. */
  readonly budgetSeconds: number;
  readonly onFailure: (error: unknown) => void;
};

/** What a sealing did: the answer of the task and its log line. Holds counts only. */
export type SealReport = {
  /** Whether every day that had ended an hour ago is sealed. */
  readonly complete: boolean;
  /** Days that met an error; the next run seals them. */
  readonly failed: number;
  readonly sealed: number;
  /** How long the oldest day that the run found unsealed had been due; null when none was. */
  readonly oldest_overdue_seconds: number | null;
  readonly duration_ms: number;
};

/** Every marker of a day that has ended, of all tenants, oldest first within a shard. */
async function* findMarkers(deps: SealDeps, endedBy: number): AsyncGenerator<StoredDocument> {
  for (let shard = 0; shard < deps.purgeShards; shard += 1) {
    let page: StoredDocument[] = [];
    let startAfter: readonly unknown[] | undefined;
    do {
      const query: Query = {
        collection: managerLogDays.id,
        tenant: allTenants,
        where: [
          { field: 'purge_shard', op: '==', value: shard },
          { field: 'expires_at', op: '<=', value: markerExpiryOfDaysEndedBy(endedBy) },
        ],
        orderBy: [{ field: 'expires_at', direction: 'asc' }],
        limit: pageSize,
        ...(startAfter && { startAfter }),
      };
      page = await deps.store.query(query);
      yield* page;
      const last = page.at(-1);
      startAfter = last && placeOf(last, query);
    } while (page.length === pageSize);
  }
}

async function findDays(deps: SealDeps, endedBy: number): Promise<MarkedDay[]> {
  const days = new Map<string, MarkedDay & { readonly markers: StoredDocument[] }>();
  for await (const marker of findMarkers(deps, endedBy)) {
    const { tenant } = marker.ref;
    const day = marker.data['day'] as string;
    const name = `${day}|${tenant}`;
    const known = days.get(name) ?? { tenant, day, markers: [] };
    known.markers.push(marker);
    days.set(name, known);
  }
  return [...days.keys()].toSorted().flatMap((name) => days.get(name) ?? []);
}

/**
 * Seals every day (UTC) that ended an hour ago or earlier, of every tenant with entries of it, oldest first.
 * Bounded in time and safe to kill at any instant: what is left is found by the next run. Two runs at once share
 * the work. A day that fails is counted and told to `onFailure`, and the rest is done all the same.
 */
export async function runSeal(deps: SealDeps): Promise<SealReport> {
  const started = deps.monotonic();
  const endedBy = deps.now() - sealMarginMicros;
  const days = await findDays(deps, endedBy);
  const oldest = days[0];
  let [sealed, failed, done] = [0, 0, 0];
  for (const day of days) {
    if (deps.monotonic() - started >= deps.budgetSeconds * 1_000) break;
    try {
      if (await sealDay(deps, day)) sealed += 1;
    } catch (error) {
      failed += 1;
      deps.onFailure(error);
    }
    done += 1;
  }
  return {
    complete: failed === 0 && done === days.length,
    failed,
    sealed,
    oldest_overdue_seconds:
      oldest === undefined ? null : Math.floor((endedBy - endOfDay(oldest.day)) / microsPerSecond),
    duration_ms: Math.round(deps.monotonic() - started),
  };
}
