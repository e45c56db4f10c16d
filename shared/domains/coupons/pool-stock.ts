import type { ReadStore, StoredDocument, WholeQuery } from '#shared/store/store.ts';
import { couponPacks, couponStock } from './collections.ts';

/** What is needed to find the codes of a tenant's pools. */
export type StockDeps = { readonly store: ReadStore; readonly tenant: string };

/** More packs than the largest file produces. */
export const packsReadMax = 1_000;

/** All codes of a pool that are used, or in stock and stored one by one. */
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

/** How many codes of the pool were given out or redeemed: one count, which reads no document. */
export function countUsed({ store, tenant }: StockDeps, poolId: string): Promise<number> {
  return store.count(codesOfPool(tenant, poolId, 'used'));
}

/** Packs of a pool: codes that are loaded but not stored one by one yet. */
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

/** How many codes the packs contain. */
export function codesIn(packs: readonly StoredDocument[]): number {
  return packs.reduce((sum, { data }) => sum + ((data['count'] as number | undefined) ?? 0), 0);
}

/**
 * How many codes of a pool are unused: one count, and a query of packs, which usually finds none.
 * Packs are read first, because a code leaves its pack for the stock.
 */
export async function countUnused(deps: StockDeps, poolId: string): Promise<number> {
  const packs = await findPacks(deps, poolId, packsReadMax);
  const stored = await deps.store.count(codesOfPool(deps.tenant, poolId, 'stock'));
  return codesIn(packs) + stored;
}
