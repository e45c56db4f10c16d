import { formatInstant, type Instant, microsPerSecond } from '#shared/base/time/instant.ts';
import { chunksOf } from '#shared/store/chunks-of.ts';
import type { ReadStore, StoredDocument } from '#shared/store/store.ts';
import { dataKeys } from '#shared/vault/collections.ts';
import { keyGraceMicros } from '#shared/vault/make-data-key.ts';
import { type KeyInvolved, readDataKeys } from '../data-keys-involved.ts';

/**
 * A receipt states that a key is gone three hours after the end of the key. The purge destroys the
 * key within the first hour. Firestore keeps the key's old version for one more hour. The third
 * hour is a reserve.
 */
export const goneAfterMicros = 3 * 3_600 * microsPerSecond;

const keysAtOnce = 300;

/** A data key in a receipt, with the instant after which nobody can use the key any more. */
export type KeyGoneBy = { readonly category: string; readonly key: string; readonly until: string };

export type KeysGoneByDeps = {
  readonly store: Pick<ReadStore, 'getAll'>;
  readonly now: () => Instant;
};

/**
 * The latest end that a stored key can have. The end of a retired key may be earlier than an hour
 * after its bucket. After a restore, its end may become an hour after its bucket again.
 */
function latestEnd({ data }: StoredDocument): Instant {
  const { expires_at: expiresAt, bucket_end: bucketEnd = 0 } = data;
  return Math.max(expiresAt as Instant, (bucketEnd as Instant) + keyGraceMicros);
}

function tell({ category, key }: KeyInvolved, end: Instant): KeyGoneBy {
  return { category, key, until: formatInstant(end + goneAfterMicros) };
}

/**
 * Finds the data keys of an erasure's documents, and when each key is gone at the latest. It reads
 * the documents of the keys. A record whose expiry became earlier keeps its key, so the key may end
 * later than the bucket of the record's expiry. A key without a document is already destroyed. All
 * keys of an erased tenant were destroyed before the erasure was complete.
 * @param erasure a complete erasure
 */
export async function keysGoneBy(
  { store, now }: KeysGoneByDeps,
  { ref: { tenant }, data }: StoredDocument,
): Promise<KeyGoneBy[]> {
  const keys = readDataKeys(data);
  if (data['scope'] === 'tenant')
    return keys.map((each) => tell(each, data['completed_at'] as Instant));
  const told: KeyGoneBy[] = [];
  for (const some of chunksOf(keys, keysAtOnce)) {
    const refs = some.map(({ key }) => ({ tenant, collection: dataKeys.id, id: key }));
    const found = await store.getAll(refs);
    const readAt = now();
    for (const [at, each] of some.entries()) {
      const stored = found[at];
      const end = stored === undefined ? readAt : latestEnd(stored);
      told.push(tell(each, Math.max(each.until, end)));
    }
  }
  return told;
}
