import { purgeShardsMax } from '#shared/base/config/purge-shards-max.ts';
import { comparedValuesMax } from './check-declared.ts';
import { allTenants, type Filter, type Query, type ReadStore } from './store.ts';

/** A group of shards that one query can search: at most thirty shards. */
export type Shards = readonly number[];

/**
 * The largest number of groups beyond the configured shards that a search returns. So the search
 * also ends if shard numbers are forged. For valid shard numbers half of these groups are enough.
 */
const furtherGroupsMax = 2 * Math.ceil(purgeShardsMax / comparedValuesMax);

function shardsFrom(first: number, length: number): Shards {
  return Array.from({ length }, (_, at) => first + at);
}

/** The shards from 0 to `count` - 1, in groups of a size that one query can search. */
export function groupShards(count: number): Shards[] {
  const groups = Math.ceil(count / comparedValuesMax);
  return Array.from({ length: groups }, (_, at) => {
    const first = at * comparedValuesMax;
    return shardsFrom(first, Math.min(comparedValuesMax, count - first));
  });
}

/** The condition that a document is in one of these shards. */
export function inShards(shards: Shards): Filter {
  const [first] = shards;
  if (shards.length === 1) return { field: 'purge_shard', op: '==', value: first };
  return { field: 'purge_shard', op: 'in', value: shards };
}

/**
 * A query for the first shard, beginning with `from`, in which a collection has documents. It uses
 * the index of the purge.
 */
function firstShardFrom(collection: string, from: number): Query {
  return {
    collection,
    tenant: allTenants,
    where: [{ field: 'purge_shard', op: '>=', value: from }],
    orderBy: [
      { field: 'purge_shard', direction: 'asc' },
      { field: 'expires_at', direction: 'asc' },
    ],
    select: ['purge_shard', 'expires_at'],
    limit: 1,
  };
}

/**
 * Finds groups of shards, from shard `count` on, in which a collection has documents of any tenant.
 * These documents were written by a process of another revision, which has more shards. The search
 * costs one read, and one more for each group.
 */
export async function findFurtherShards(
  store: ReadStore,
  collection: string,
  count: number,
): Promise<Shards[]> {
  const groups: Shards[] = [];
  let from = count;
  while (groups.length < furtherGroupsMax) {
    const [found] = await store.query(firstShardFrom(collection, from));
    if (found === undefined) break;
    const first = Number(found.data['purge_shard']);
    groups.push(shardsFrom(first, comparedValuesMax));
    from = first + comparedValuesMax;
  }
  return groups;
}

/**
 * Finds all shards in which a collection may have documents, in groups. Processes of another
 * revision may use more shards than `count`.
 */
export async function findShards(
  store: ReadStore,
  collection: string,
  count: number,
): Promise<Shards[]> {
  return [...groupShards(count), ...(await findFurtherShards(store, collection, count))];
}
