import { BoundedMap } from '#shared/base/cache/bounded-map.ts';
import { createKeyedQueue, type KeyedQueue } from '#shared/base/cache/keyed-queue.ts';
import { type Instant, microsPerSecond } from '#shared/base/time/instant.ts';
import type { Context } from '#shared/records/context.ts';
import type { DocumentRef } from '#shared/store/store.ts';
import { couponStock } from './collections.ts';
import { type Pool, poolRef } from './pool.ts';
import { Shelf } from './shelf.ts';
import type { StockSource } from './stock-search.ts';

const rememberedPools = 1_000;
const poolKnownMicros = 5 * microsPerSecond;

type KnownPool = { readonly pool: Pool; readonly since: Instant };

/** The codes of one pool that this process hands out, see {@link Shelf}. */
export type PoolShelf = {
  readonly take: () => ReturnType<Shelf['take']>;
  readonly settle: Shelf['settle'];
};

/**
 * What a process keeps in memory about pools between requests. It is created once, and contains
 * nothing decrypted.
 */
export type Desk = {
  /** The pool as it was read within the last 5 s. Its kind and its policy never change. */
  readonly knownPool: (ctx: Context, ref: DocumentRef) => Pool | undefined;
  /** `since` is an instant before the pool was read. The 5 s begin at this instant. */
  readonly rememberPool: (ctx: Context, pool: Pool, since: Instant) => void;
  readonly shelfOf: (ctx: Context, pool: Pool) => PoolShelf;
  /**
   * If several pieces of work have the same customer and pool, or the same `Idempotency-Key`, runs
   * them one after the other, so that they do not conflict.
   */
  readonly inTurn: KeyedQueue;
};

const nameOf = ({ tenant, id }: DocumentRef) => `${tenant}|${id}`;

/** Creates the desk of a process. */
export function createDesk(): Desk {
  const pools = new BoundedMap<string, KnownPool>(rememberedPools);
  const shelves = new BoundedMap<string, Shelf>(rememberedPools);
  return {
    knownPool(ctx, ref) {
      const known = pools.get(nameOf(ref));
      const age = known === undefined ? -1 : ctx.now() - known.since;
      return age >= 0 && age < poolKnownMicros ? known?.pool : undefined;
    },
    rememberPool(ctx, pool, since) {
      pools.set(nameOf(poolRef(ctx.tenant, pool.id)), { pool, since });
    },
    shelfOf(ctx, pool) {
      const name = nameOf(poolRef(ctx.tenant, pool.id));
      const shelf = shelves.get(name) ?? new Shelf();
      shelves.set(name, shelf);
      const source = stockSource(ctx, pool);
      return {
        take: () => shelf.take(source),
        settle: (id, outcome) => shelf.settle(id, outcome),
      };
    },
    inTurn: createKeyedQueue(),
  };
}

/** The source of a pool's codes in stock. */
function stockSource(ctx: Context, pool: Pool): StockSource {
  return {
    now: ctx.now,
    random: ctx.random,
    loaded: pool.loaded,
    // A search from a random place finds only codes whose id comes after this random text of 12
    // characters. The text is shorter than any id, so it is never equal to the id of a code.
    randomPlace: () =>
      Math.floor(ctx.random() * 2 ** 48)
        .toString(16)
        .padStart(12, '0'),
    find: ({ after, limit }) =>
      ctx.store.query({
        collection: couponStock.id,
        tenant: ctx.tenant,
        where: [
          { field: 'pool_id', op: '==', value: pool.id },
          { field: 'state', op: '==', value: 'stock' },
        ],
        orderBy: [],
        limit,
        ...(after !== undefined && { startAfter: [after] }),
      }),
  };
}
