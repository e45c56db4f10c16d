import type { Collection } from '#shared/store/declare-collection.ts';
import { inShards, type Shards } from '#shared/store/shards.ts';
import { allTenants } from '#shared/store/store.ts';
import type { SweepRun } from '../sweep-run.ts';

/**
 * True if a collection has expired documents in these shards. One read covers up to thirty shards.
 * Usually most collections have nothing to delete. Then one read is enough, instead of one for each
 * shard.
 */
export async function hasExpired(
  run: SweepRun,
  collection: Collection,
  shards: Shards,
): Promise<boolean> {
  const found = await run.store.query({
    collection: collection.id,
    tenant: allTenants,
    where: [inShards(shards), { field: 'expires_at', op: '<=', value: run.startedAt }],
    orderBy: [{ field: 'expires_at', direction: 'asc' }],
    select: ['expires_at'],
    limit: 1,
  });
  return found.length > 0;
}
