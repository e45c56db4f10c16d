import type { ReadStore, StoredDocument, WholeQuery } from '#shared/store/store.ts';
import { couponPacks, couponStock } from './collections.ts';

/** What is needed to find the codes of a tenant's pools. */
export type StockDeps = { readonly store: ReadStore; readonly tenant: string };

/** The maximum number of packs that a query reads. The largest load of codes needs fewer packs. */
export const packsReadMax = 1_000;

/**
 * The query for the codes of a pool in `coupon_stock`: all used codes, or all unused codes. It does
 * not find codes that are still in packs.
 */
export function codesOfPool(tenant: string, poolId: string, state: 'stock' | 'used'): WholeQuery {
  return {
    collection: couponStock.id,
    tenant,
    where: [
      { field: 'pool_id', op: '==', value: poolId },
      { field: 'state', op: '==', value: state },
    ],
    orderBy: [],
  };
}

/**
 * Returns the number of codes of the pool that were given out or redeemed. It costs one count,
 * which reads no document.
 */
export function countUsed({ store, tenant }: StockDeps, poolId: string): Promise<number> {
  return store.count(codesOfPool(tenant, poolId, 'used'));
}

/** Finds the packs of a pool. They contain codes that are loaded but not stored one by one yet. */
export function findPacks(
  { store, tenant }: StockDeps,
  poolId: string,
  limit: number,
): Promise<StoredDocument[]> {
  return store.query({
    collection: couponPacks.id,
    tenant,
    where: [{ field: 'pool_id', op: '==', value: poolId }],
    orderBy: [],
    limit,
  });
}

/** Returns the number of codes in the packs. */
export function codesIn(packs: readonly StoredDocument[]): number {
  return packs.reduce((sum, { data }) => sum + ((data['count'] as number | undefined) ?? 0), 0);
}

/**
 * Returns the number of unused codes of a pool. It costs one count, and a query that usually finds
 * no packs. The packs are read before the count. So a code that is moved from a pack to
 * `coupon_stock` in between is not missed.
 */
export async function countUnused(deps: StockDeps, poolId: string): Promise<number> {
  const packs = await findPacks(deps, poolId, packsReadMax);
  const stored = await deps.store.count(codesOfPool(deps.tenant, poolId, 'stock'));
  return codesIn(packs) + stored;
}
