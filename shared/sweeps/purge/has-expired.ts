import { comparedValuesMax } from '#shared/store/check-declared.ts';
import type { Collection } from '#shared/store/declare-collection.ts';
import { allTenants } from '#shared/store/store.ts';
import type { SweepRun } from '../sweep-run.ts';

/**
 * Whether a collection group holds anything that has expired, in any shard. One read serves thirty
 * shards; separate reads would cost one a shard. As a rule most collections have nothing to delete.
 */
export async function hasExpired(
  run: SweepRun,
  collection: Collection,
  shards: number,
): Promise<boolean> {
  for (let first = 0; first < shards; first += comparedValuesMax) {
    const length = Math.min(comparedValuesMax, shards - first);
    const found = await run.store.query({
      collection: collection.id,
      tenant: allTenants,
      where: [
        {
          field: 'purge_shard',
          op: 'in',
          value: Array.from({ length }, (_, index) => first + index),
        },
        { field: 'expires_at', op: '<=', value: run.startedAt },
      ],
      orderBy: [{ field: 'expires_at', direction: 'asc' }],
      select: ['expires_at'],
      limit: 1,
    });
    if (found.length > 0) return true;
  }
  return false;
}
