import type { Instant } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { bucketEnd, dayBucketEnd } from '#shared/settings/retention.ts';
import type { Collection } from '#shared/store/declare-collection.ts';
import type { DocumentData, StoredDocument } from '#shared/store/store.ts';
import { keyGraceMicros } from '#shared/vault/make-data-key.ts';

/**
 * A data key that encrypts deleted documents. `until` is the usual end of this key: an hour after
 * the bucket of the documents' expiry. If an expiry became earlier, the document kept its key. Then
 * the key may end later than `until`.
 */
export type KeyInvolved = {
  readonly category: string;
  readonly key: string;
  readonly until: Instant;
};

/**
 * The data keys of documents of one collection, in the form in which an erasure stores them:
 * `category=key=until`. For imported lines that are not records yet, `category` is `legacy`.
 */
export function dataKeysOf(
  categories: readonly Category[],
  collection: Pick<Collection, 'category' | 'alone'>,
  documents: readonly StoredDocument[],
): string[] {
  const category = categories.find(({ id }) => id === collection.category);
  const isWaiting = category === undefined && collection.alone !== undefined;
  if (category === undefined && !isWaiting) return [];
  const keys = documents.flatMap(({ data }) => {
    const { dek, expires_at } = data as { readonly dek?: string; readonly expires_at?: Instant };
    if (dek === undefined || expires_at === undefined) return [];
    const end = category === undefined ? dayBucketEnd(expires_at) : bucketEnd(category, expires_at);
    return [`${collection.category}=${dek}=${end + keyGraceMicros}`];
  });
  return [...new Set(keys)];
}

/**
 * Reads the data keys that an erasure has stored in the form of {@link dataKeysOf}. They are sorted
 * by category and key.
 */
export function readDataKeys(data: DocumentData): KeyInvolved[] {
  const noted = (data['data_keys'] as string[] | undefined) ?? [];
  return noted.toSorted().map((entry) => {
    const [category = '', key = '', until] = entry.split('=');
    return { category, key, until: Number(until) };
  });
}
