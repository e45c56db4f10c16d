import { managerLog } from '#shared/categories/manager-log.ts';
import { findShards, inShards, type Shards } from '#shared/store/shards.ts';
import {
  allTenants,
  placeOf,
  type Query,
  type Store,
  type StoredDocument,
} from '#shared/store/store.ts';
import { dataKeys } from '#shared/vault/collections.ts';
import { managerLogHours, managerLogSeals } from '../collections.ts';

const pageSize = 500;

async function* readShards(
  store: Store,
  collection: string,
  shards: Shards,
): AsyncGenerator<StoredDocument> {
  let page: StoredDocument[] = [];
  let startAfter: readonly unknown[] | undefined;
  do {
    const query: Query = {
      collection,
      tenant: allTenants,
      where: [inShards(shards)],
      orderBy: [{ field: 'expires_at', direction: 'asc' }],
      limit: pageSize,
      ...(startAfter && { startAfter }),
    };
    page = await store.query(query);
    yield* page;
    const last = page.at(-1);
    startAfter = last && placeOf(last, query);
  } while (page.length === pageSize);
}

/**
 * Finds the tenants with a manager log: each tenant that has a seal, a marker of an hour, or a data
 * key of the log. Data keys are stored in another database. So a tenant is found even if its whole
 * log is missing.
 */
export async function findTenants(store: Store, shards: number): Promise<string[]> {
  const tenants = new Set<string>();
  for (const collection of [managerLogSeals.id, managerLogHours.id, dataKeys.id])
    for (const group of await findShards(store, collection, shards))
      for await (const { ref, data } of readShards(store, collection, group))
        if (collection !== dataKeys.id || data['category'] === managerLog.id)
          tenants.add(ref.tenant);
  return [...tenants].toSorted();
}
