import type { Instant } from '#shared/base/time/instant.ts';
import { managerLogDays } from '#shared/manager-log/collections.ts';
import { type LogDay, markerExpiryOfDaysEndedBy } from '#shared/manager-log/log-day.ts';
import { allTenants, type Query, type StoredDocument } from '#shared/store/store.ts';
import { type Outcome, runUnits } from '../run-units.ts';
import type { SweepRun } from '../sweep-run.ts';
import { workThroughPages } from '../work-through-pages.ts';

const pageSize = 300;

/** A day that is to be sealed, with the markers that its writers left. */
export type MarkedDay = {
  readonly tenant: string;
  readonly day: LogDay;
  readonly markers: readonly StoredDocument[];
};

type MarkersFound = Outcome & { readonly markers: readonly StoredDocument[] };

/** The markers in one shard of days that had ended by an instant, of all tenants. */
async function findMarkers(run: SweepRun, shard: number, endedBy: Instant): Promise<MarkersFound> {
  const query: Query = {
    collection: managerLogDays.id,
    tenant: allTenants,
    where: [
      { field: 'purge_shard', op: '==', value: shard },
      { field: 'expires_at', op: '<=', value: markerExpiryOfDaysEndedBy(endedBy) },
    ],
    orderBy: [{ field: 'expires_at', direction: 'asc' }],
    limit: pageSize,
  };
  const markers: StoredDocument[] = [];
  const complete = await workThroughPages(run, query, async (page) => void markers.push(...page));
  return { markers, complete };
}

function groupByDay(markers: readonly StoredDocument[]): MarkedDay[] {
  const days = new Map<string, MarkedDay & { readonly markers: StoredDocument[] }>();
  for (const marker of markers) {
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
 * The days that had ended by an instant and are not sealed, of all tenants, oldest first. Which entries a seal covers
 * does not depend on the markers, so those of a shard that cannot be read may be met by the next run.
 */
export async function findMarkedDays(
  run: SweepRun,
  shards: number,
  endedBy: Instant,
): Promise<MarkedDay[]> {
  const numbers = Array.from({ length: shards }, (_, shard) => shard);
  const found = await runUnits(run, numbers, (shard) => findMarkers(run, shard, endedBy));
  return groupByDay(found.flatMap(({ markers }) => markers));
}
