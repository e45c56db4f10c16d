import type { Instant } from '#shared/base/time/instant.ts';
import { stockUse } from '#shared/domains/coupons/collections.ts';
import type { Collection } from '#shared/store/declare-collection.ts';
import { inShards, type Shards } from '#shared/store/shards.ts';
import {
  allTenants,
  type Query,
  type Store,
  type StoredDocument,
  type Write,
  WriteConflict,
} from '#shared/store/store.ts';
import { dataKeyPointers, dataKeys } from '#shared/vault/collections.ts';
import { isKeyId } from '#shared/vault/data-key.ts';
import { useOf } from '#shared/vault/make-data-key.ts';
import { pointersUpTo } from '#shared/vault/pointer-ids.ts';
import { carriedBy, carriersOf } from '../rekey/carriers.ts';
import type { SweepRun } from '../sweep-run.ts';
import { workThroughPages } from '../work-through-pages.ts';

const pageSize = 100;

/** The results for the due keys of some shards. */
export type Destroyed = {
  readonly destroyed: number;
  /** Due keys that some document still uses. */
  readonly waiting: number;
  /**
   * The earliest instant at which a waiting key became due. The keys of coupon codes in stock do
   * not count, because these codes have no expiry.
   */
  readonly waitsSince: Instant | undefined;
  readonly complete: boolean;
};

/** True if any document, live or expired, still uses the key. */
async function isCarried(
  store: Store,
  collections: readonly Collection[],
  key: StoredDocument,
): Promise<boolean> {
  const carriers = carriersOf(collections, key.data['category']);
  const found = await Promise.all(carriers.map((each) => store.query(carriedBy(each, key, 1))));
  return found.some((documents) => documents.length > 0);
}

/**
 * A pointer is a document that states the data key of a bucket, the period in which the key's
 * records expire. Returns the pointer to this key, and earlier pointers of the bucket to keys that
 * no longer exist. No other code would delete these earlier pointers.
 */
async function pointersOf(store: Store, { ref, data }: StoredDocument): Promise<StoredDocument[]> {
  const { tenant, id } = ref;
  const last = data['pointer'] as string | undefined;
  if (last === undefined) return [];
  const pointers = await store.getAll(
    pointersUpTo(last).map((each) => ({ tenant, collection: dataKeyPointers.id, id: each })),
  );
  const dead = pointers.map(async (pointer) => {
    if (pointer === undefined) return [];
    const keyId = String(pointer.data['key_id']);
    if (keyId === id) return [pointer];
    const isKey =
      isKeyId(keyId) &&
      (await store.get({ tenant, collection: dataKeys.id, id: keyId })) !== undefined;
    return isKey ? [] : [pointer];
  });
  return (await Promise.all(dead)).flat();
}

/**
 * Destroys one key with its pointers, in one commit.
 * @returns false if the key or a pointer has changed meanwhile, for example because another sweep
 * was faster
 */
async function destroyKey(store: Store, key: StoredDocument): Promise<boolean> {
  const pointers = await pointersOf(store, key);
  const writes = [key, ...pointers].map(
    ({ ref, version }): Write => ({ kind: 'delete', ref, version }),
  );
  try {
    await store.commit(writes);
    return true;
  } catch (error) {
    if (error instanceof WriteConflict) return false;
    throw error;
  }
}

/**
 * Destroys due data keys that no document uses. A key is due one hour after the end of its bucket.
 * A retired key is due as soon as no backup needs it. Firestore keeps the old version of a deleted
 * key for one more hour. After that, nobody can decrypt the values that the key encrypted, not even
 * in copies. Unencrypted fields and hashes in copies can still be read. The id of a key is random
 * and is never used again.
 */
export async function destroyDataKeys(
  run: SweepRun,
  collections: readonly Collection[],
  shards: Shards,
): Promise<Destroyed> {
  const query: Query = {
    collection: dataKeys.id,
    tenant: allTenants,
    where: [inShards(shards), { field: 'expires_at', op: '<=', value: run.startedAt }],
    orderBy: [{ field: 'expires_at', direction: 'asc' }],
    limit: pageSize,
  };
  let destroyed = 0;
  let waiting = 0;
  let waitsSince: Instant | undefined;
  const complete = await workThroughPages(run, query, async (due) => {
    for (const key of due) {
      if (await isCarried(run.store, collections, key)) {
        waiting += 1;
        if (useOf(key) !== stockUse) waitsSince ??= key.data['expires_at'] as Instant;
      } else if (await destroyKey(run.store, key)) destroyed += 1;
    }
  });
  return { destroyed, waiting, waitsSince, complete };
}
