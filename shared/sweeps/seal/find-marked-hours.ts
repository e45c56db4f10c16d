import type { Instant } from '#shared/base/time/instant.ts';
import { managerLogHours } from '#shared/manager-log/collections.ts';
import {
  endOfHour,
  type LogHour,
  markerExpiryOfHoursEndedBy,
} from '#shared/manager-log/log-hour.ts';
import { groupShards, inShards, type Shards } from '#shared/store/shards.ts';
import { allTenants, type Query, type StoredDocument } from '#shared/store/store.ts';
import { type Outcome, runUnits } from '../run-units.ts';
import type { SweepRun } from '../sweep-run.ts';
import { workThroughPages } from '../work-through-pages.ts';
import { findFurther } from './find-further.ts';

const pageSize = 300;

/**
 * An unsealed hour, with its markers. With its first entry in an hour, a process also stores a
 * marker.
 */
export type MarkedHour = {
  readonly tenant: string;
  readonly hour: LogHour;
  readonly markers: readonly StoredDocument[];
};

type MarkersFound = Outcome & { readonly markers: readonly StoredDocument[] };

/**
 * Finds the markers of all tenants in some shards, but only for hours that ended at `endedBy` or
 * earlier.
 */
async function findMarkers(run: SweepRun, shards: Shards, endedBy: Instant): Promise<MarkersFound> {
  const query: Query = {
    collection: managerLogHours.id,
    tenant: allTenants,
    where: [
      inShards(shards),
      { field: 'expires_at', op: '<=', value: markerExpiryOfHoursEndedBy(endedBy) },
    ],
    orderBy: [{ field: 'expires_at', direction: 'asc' }],
    limit: pageSize,
  };
  const markers: StoredDocument[] = [];
  const complete = await workThroughPages(run, query, async (page) => void markers.push(...page));
  return { markers, complete };
}

/**
 * Groups markers by hour. A marker may be forged. So this function computes from the hour itself
 * whether the hour is over, and does not trust the marker's other fields.
 */
function groupByHour(markers: readonly StoredDocument[], endedBy: Instant): MarkedHour[] {
  const hours = new Map<string, MarkedHour & { readonly markers: StoredDocument[] }>();
  for (const marker of markers) {
    const { tenant } = marker.ref;
    const hour = String(marker.data['hour']);
    if (!(endOfHour(hour) <= endedBy)) continue;
    const name = `${hour}|${tenant}`;
    const known = hours.get(name) ?? { tenant, hour, markers: [] };
    known.markers.push(marker);
    hours.set(name, known);
  }
  return [...hours.keys()].toSorted().flatMap((name) => hours.get(name) ?? []);
}

/**
 * Finds the hours of all tenants that ended at `endedBy` or earlier and are not sealed. The oldest
 * hour comes first. A seal covers all entries of its hour, even if only some of the hour's markers
 * were found. So it does no harm if a group of shards cannot be read: the markers in this group
 * wait for the next run.
 */
export async function findMarkedHours(
  run: SweepRun,
  shards: number,
  endedBy: Instant,
): Promise<MarkedHour[]> {
  const further = await findFurther(run, managerLogHours.id, shards);
  const groups = [...groupShards(shards), ...further];
  const found = await runUnits(run, groups, (group) => findMarkers(run, group, endedBy));
  const markers = found.flatMap((each) => each.markers);
  return groupByHour(markers, endedBy);
}
