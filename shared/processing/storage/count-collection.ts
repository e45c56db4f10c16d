import type { Instant } from '#shared/base/time/instant.ts';
import { comparedValuesMax } from '#shared/store/check-declared.ts';
import type { Collection } from '#shared/store/declare-collection.ts';
import { groupShards, inShards } from '#shared/store/shards.ts';
import type { ReadStore } from '#shared/store/store.ts';
import {
  type CountBetween,
  countByEdges,
  expiringBetween,
} from '#shared/tenants/storage/count-expiries.ts';

export type CollectionDeps = {
  readonly store: ReadStore;
  readonly tenant: string;
  readonly purgeShards: number;
};

/** The number of a tenant's documents in a collection, and how many of them expire on each day. */
export type CollectionCounts = {
  readonly live: number;
  readonly overdue: number;
  readonly within: readonly number[];
  readonly later: number;
};

/**
 * Counts over all shards, with one call for each group of thirty shards. A newer revision of the
 * service may already use more shards than this process. To count the documents of these shards
 * too, the last group always has thirty shards, even if fewer are configured. The number of calls
 * stays the same.
 */
function countBetweenIn(deps: CollectionDeps, collection: Collection): CountBetween {
  const { store, tenant, purgeShards } = deps;
  return async (from, to) => {
    const counts = groupShards(Math.ceil(purgeShards / comparedValuesMax) * comparedValuesMax).map(
      (shards) =>
        store.count({
          collection: collection.id,
          tenant,
          where: [inShards(shards), ...expiringBetween(from, to)],
          orderBy: [{ field: 'expires_at', direction: 'asc' }],
        }),
    );
    return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
  };
}

/**
 * Counts a tenant's documents in a collection that contains no records, by the day on which they
 * expire. If the documents never expire, only their total is counted. No document is read. A
 * document that a fence hides is counted until the erase sweep has deleted it.
 */
export async function countCollection(
  deps: CollectionDeps,
  collection: Collection,
  edges: readonly Instant[],
): Promise<CollectionCounts> {
  if (collection.expiry.by !== 'never')
    return countByEdges(countBetweenIn(deps, collection), edges);
  const { store, tenant } = deps;
  const live = await store.count({ collection: collection.id, tenant, where: [], orderBy: [] });
  return { live, overdue: 0, within: edges.slice(1).map(() => 0), later: live };
}
