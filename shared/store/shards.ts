import { purgeShardsMax } from '#shared/base/config/purge-shards-max.ts';
import { comparedValuesMax } from './check-declared.ts';
import { allTenants, type Filter, type Query, type ReadStore } from './store.ts';

/** How many shards one query may name: thirty. */
export type Shards = readonly number[];

/**
 * How many groups above the configured shards one search finds at most: twice as many as can be
 * correct.
 */
const furtherGroupsMax = 2 * Math.ceil(purgeShardsMax / comparedValuesMax);

function shardsFrom(first: number, length: number): Shards {
  return Array.from({ length }, (_, at) => first + at);
}

/** The shards from 0 to `count` - 1, in groups that one query may name. */
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
 * Finds the first shard from `from` on in which a collection has documents, with the index of the
 * purge.
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
 * Shards from `count` on in which a collection has documents, of all tenants. They come from a
 * process with more shards: another revision, or an earlier one. It costs one read, and one more
 * for each group.
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
 * Every shard in which a collection may have documents, also from processes with another number of
 * shards.
 */
export async function findShards(
  store: ReadStore,
  collection: string,
  count: number,
): Promise<Shards[]> {
  return [...groupShards(count), ...(await findFurtherShards(store, collection, count))];
}
