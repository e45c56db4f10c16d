import { findShards, type Shards } from '#shared/store/shards.ts';
import { runUnits } from '../run-units.ts';
import type { SweepRun } from '../sweep-run.ts';

/**
 * Finds all shards in which a collection may have documents, in groups. Processes of another
 * revision may use more shards than `count`.
 * @returns undefined if the time was up, or if the search failed (the run counts this failure)
 */
export async function findGroups(
  run: SweepRun,
  collection: string,
  count: number,
): Promise<readonly Shards[] | undefined> {
  const [found] = await runUnits(run, [collection], async (id) => ({
    complete: true,
    groups: await findShards(run.store, id, count),
  }));
  return found?.groups;
}
