import { purgeShardsMax } from '#shared/base/config/purge-shards-max.ts';
import type { Collection } from '#shared/store/declare-collection.ts';
import { findFurtherShards, groupShards, type Shards } from '#shared/store/shards.ts';
import { type Outcome, runUnits } from '../run-units.ts';
import type { SweepRun } from '../sweep-run.ts';
import { hasExpired } from './has-expired.ts';
import { isInTurn, type Turn } from './turn.ts';

/** One unit of work: the purge deletes the expired documents in these shards of one collection. */
export type ExpiredShards = { readonly collection: Collection; readonly shards: Shards };

/** The shards with expired documents, each with its collection. */
export type ExpiredFound = {
  readonly units: readonly ExpiredShards[];
  /** The number of shards in use. */
  readonly shards: number;
};

type Looked = Outcome & { readonly expired: readonly Shards[]; readonly shards: number };

/** Splits groups into single shards, so that several shards can be emptied at the same time. */
export function separate(groups: readonly Shards[]): Shards[] {
  return groups.flat().map((shard) => [shard]);
}

/**
 * The number of shards in use: the configured number, or a higher number if documents are in shards
 * above the configured number. Shard numbers above the allowed maximum are ignored.
 */
export function reachOf(count: number, further: readonly Shards[]): number {
  const last = further.flat().filter((shard) => shard < purgeShardsMax);
  return Math.max(count, ...last.map((shard) => shard + 1));
}

type Search = {
  /** The configured number of shards. */
  readonly count: number;
  /** The collections in which the search also covers shards above the configured number. */
  readonly turn: Promise<Turn>;
};

/**
 * Searches one collection for shards with expired documents. Shards above the configured number
 * contain few documents, and become empty with time. So up to thirty of these shards together
 * become one unit of work.
 */
async function lookIn(
  run: SweepRun,
  collection: Collection,
  index: number,
  { count, turn }: Search,
): Promise<Looked> {
  const expiredOf = async (groups: readonly Shards[]) => {
    const expired: Shards[] = [];
    for (const shards of groups)
      if (await hasExpired(run, collection, shards)) expired.push(shards);
    return expired;
  };
  const [own, further] = await Promise.all([
    expiredOf(groupShards(count)),
    turn.then((now) =>
      isInTurn(now, index) ? findFurtherShards(run.store, collection.id, count) : [],
    ),
  ]);
  const expired = [...(await expiredOf(further)), ...separate(own)];
  return { complete: true, expired, shards: reachOf(count, further) };
}

/**
 * Merges lists alternately: the first item of each list, then the second item of each list, and so
 * on.
 */
function inTurns<T>(lists: readonly (readonly T[])[]): T[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, at) =>
    lists.flatMap((list) => list.slice(at, at + 1)),
  ).flat();
}

/**
 * Finds the shards with expired documents. In each collection this costs one read for each thirty
 * configured shards. A search above the configured shards costs one read more. It also costs two
 * reads for each group of thirty such shards with documents: one finds the group, and one looks for
 * expired documents. In the result the units of the collections alternate. So a run that ends early
 * has usually worked on every collection.
 */
export async function findExpired(
  run: SweepRun,
  collections: readonly Collection[],
  search: Search,
  atOnce: number,
): Promise<ExpiredFound> {
  const looked = await runUnits(
    run,
    [...collections.entries()],
    async ([index, collection]) => ({
      collection,
      ...(await lookIn(run, collection, index, search)),
    }),
    atOnce,
  );
  const units = looked.map(({ collection, expired }) =>
    expired.map((shards) => ({ collection, shards })),
  );
  return {
    units: inTurns(units),
    shards: Math.max(search.count, ...looked.map(({ shards }) => shards)),
  };
}
