import { BoundedMap } from '#shared/base/cache/bounded-map.ts';
import { createKeyedQueue, type KeyedQueue } from '#shared/base/cache/keyed-queue.ts';
import { type Instant, microsPerSecond } from '#shared/base/time/instant.ts';
import type { Context } from '#shared/records/context.ts';
import type { DocumentRef } from '#shared/store/store.ts';
import { couponPools, couponStock } from './collections.ts';
import type { Pool } from './pool.ts';
import { Shelf } from './shelf.ts';
import type { StockSource } from './stock-search.ts';

const rememberedPools = 1_000;
const poolKnownMicros = 5 * microsPerSecond;

type KnownPool = { readonly pool: Pool; readonly readAt: Instant };

/** What a process keeps of pools between requests: made once, nothing in it is opened. */
export type Desk = {
  readonly pools: BoundedMap<string, KnownPool>;
  readonly shelves: BoundedMap<string, Shelf>;
  /** Requests for one customer, or under one key, go one after the other instead of losing to each other. */
  readonly inTurn: KeyedQueue;
};

export function createDesk(): Desk {
  return {
    pools: new BoundedMap(rememberedPools),
    shelves: new BoundedMap(rememberedPools),
    inTurn: createKeyedQueue(),
  };
}

const nameOf = ({ tenant, id }: DocumentRef) => `${tenant}|${id}`;

/** The pool as it was within the last 5 s. What it says of kind and policy never changes. */
export function knownPool(ctx: Context, desk: Desk, ref: DocumentRef): Pool | undefined {
  const known = desk.pools.get(nameOf(ref));
  const age = known === undefined ? -1 : ctx.now() - known.readAt;
  return age >= 0 && age < poolKnownMicros ? known?.pool : undefined;
}

export function rememberPool(ctx: Context, desk: Desk, pool: Pool): void {
  const readAt = ctx.now();
  desk.pools.set(nameOf({ tenant: ctx.tenant, collection: couponPools.id, id: pool.id }), {
    pool,
    readAt,
  });
}

/** The shelf of a pool in this process. */
export function shelfOf(desk: Desk, ref: DocumentRef): Shelf {
  const shelf = desk.shelves.get(nameOf(ref)) ?? new Shelf();
  desk.shelves.set(nameOf(ref), shelf);
  return shelf;
}

/** A pool's codes in stock. */
export function stockSource(ctx: Context, pool: Pool): StockSource {
  return {
    now: ctx.now,
    random: ctx.random,
    loaded: pool.loaded,
    // Shorter than any id, so that no code lies exactly there.
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
