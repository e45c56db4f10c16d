import { formatInstant, type Instant, microsPerSecond } from '#shared/base/time/instant.ts';
import { chunksOf } from '#shared/store/chunks-of.ts';
import type { ReadStore, StoredDocument } from '#shared/store/store.ts';
import { dataKeys } from '#shared/vault/collections.ts';
import { keyGraceMicros } from '#shared/vault/make-data-key.ts';
import { readDataKeys } from '../data-keys-involved.ts';

/**
 * From the end of a key, three hours pass until a receipt may say that the key is gone. The purge
 * destroys the key within the first hour. Firestore keeps the key's old version for one more hour.
 * The third hour is a reserve.
 */
export const goneAfterMicros = 3 * 3_600 * microsPerSecond;

const keysAtOnce = 300;

/** A data key in a receipt, with the instant after which nobody can use the key any more. */
export type KeyGoneBy = { readonly category: string; readonly key: string; readonly until: string };

export type KeysGoneByDeps = {
  readonly store: Pick<ReadStore, 'getAll'>;
  readonly now: () => Instant;
};

/** The latest end that a stored key can have. After a restore a retired key may get this end again. */
function latestEnd({ data }: StoredDocument): Instant {
  const { expires_at: expiresAt, bucket_end: bucketEnd = 0 } = data;
  return Math.max(expiresAt as Instant, (bucketEnd as Instant) + keyGraceMicros);
}

/**
 * Finds the data keys of an erasure's documents, and when each key is gone at the latest. It reads
 * the documents of the keys. A record whose expiry became earlier keeps its key, so the key may end
 * later than the bucket of the record's expiry. A key without a document is already destroyed.
 */
export async function keysGoneBy(
  { store, now }: KeysGoneByDeps,
  { ref: { tenant }, data }: StoredDocument,
): Promise<KeyGoneBy[]> {
  const told: KeyGoneBy[] = [];
  for (const some of chunksOf(readDataKeys(data), keysAtOnce)) {
    const refs = some.map(({ key }) => ({ tenant, collection: dataKeys.id, id: key }));
    const found = await store.getAll(refs);
    const readAt = now();
    for (const [at, { category, key, until }] of some.entries()) {
      const stored = found[at];
      const end = Math.max(until, stored === undefined ? readAt : latestEnd(stored));
      told.push({ category, key, until: formatInstant(end + goneAfterMicros) });
    }
  }
  return told;
}
