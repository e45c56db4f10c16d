import { findFurtherShards, type Shards } from '#shared/store/shards.ts';
import { runUnits } from '../run-units.ts';
import type { SweepRun } from '../sweep-run.ts';

/**
 * Finds the shards in which a collection has documents. It searches only shards with the number
 * `count` or a higher number. If the search fails, this counts as one failed unit.
 */
export async function findFurther(
  run: SweepRun,
  collection: string,
  count: number,
): Promise<Shards[]> {
  const found = await runUnits(run, [collection], async (id) => ({
    complete: true,
    groups: await findFurtherShards(run.store, id, count),
  }));
  return found.flatMap(({ groups }) => groups);
}
