import { type Instant, microsPerSecond } from '#shared/base/time/instant.ts';
import { purgeShard } from '#shared/store/document-ids.ts';
import type { DocumentData, DocumentRef, StoredDocument } from '#shared/store/store.ts';
import { dataKeys } from './collections.ts';
import {
  type DataKey,
  type DataKeyAlgorithm,
  type DataKeyTerms,
  dataKeyBytes,
  importDataKey,
} from './data-key.ts';
import { joinParts } from './join-parts.ts';
import { type KeyWrapper, WrappedKeyDamaged, wrappedFields } from './key-wrapper.ts';

/** How long a data key is kept after its bucket's end, so that clocks that differ and writes under way do no harm. */
export const keyGraceMicros = 3_600 * microsPerSecond;

/** The expiry bucket that a data key serves. */
export type Bucket = {
  readonly tenant: string;
  readonly category: string;
  readonly end: Instant;
  /**
   * Gives data another key than the records have, so that it does not delay the destruction of
   * theirs.
   */
  readonly use?: string;
};

/** What is needed to make a data key; the right to unwrap one is not. */
export type MakeDataKeyDeps = {
  readonly wrapper: Pick<KeyWrapper, 'wrap'>;
  readonly now: () => Instant;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly purgeShards: number;
  /** The algorithm of new keys: `aes-256-gcm` unless a tenant's law asks for 128 bits. */
  readonly algorithm: Exclude<DataKeyAlgorithm, 'aes-128-cbc'>;
};

/** Whose key it is. */
export type DataKeyOwner = {
  readonly tenant: string;
  readonly category: string;
  readonly id: string;
};

/**
 * Binds a wrapped data key to what it was made for. A key document that claims other terms does
 * not unwrap.
 */
export function wrapAad(
  { tenant, category, id }: DataKeyOwner,
  { format, algorithm, use, bucketEnd }: DataKeyTerms,
): Uint8Array {
  const parts =
    format === 1
      ? ['dek', tenant, category, id]
      : ['dek2', tenant, category, use, String(bucketEnd), algorithm, id];
  return Buffer.from(joinParts(parts), 'utf8');
}

/**
 * The terms that the document of a data key claims; its wrapping confirms them. Whoever may create
 * documents there may write anything, so nothing is taken for granted.
 * @throws WrappedKeyDamaged when it is no document of a data key
 */
export function termsOf(data: DocumentData): DataKeyTerms {
  const { format = 1, algorithm, use = '', bucket_end: end, expires_at: expiresAt } = data;
  const bucketEnd = format === 1 ? Number(expiresAt) - keyGraceMicros : end;
  const isWhole =
    (format === 1 || format === 2) &&
    Object.hasOwn(dataKeyBytes, String(algorithm)) &&
    /^[a-z_]{0,32}$/.test(String(use)) &&
    Number.isSafeInteger(bucketEnd) &&
    data['wrapped'] instanceof Uint8Array;
  if (!isWhole) throw new WrappedKeyDamaged('no document of a data key');
  return { format, algorithm, use, bucketEnd } as DataKeyTerms;
}

/** What a stored key is used for, '' for records. In format 1 its pointer alone tells it. */
export function useOf({ data }: Pick<StoredDocument, 'data'>): string {
  const [, named = ''] =
    /^[a-z_]+\.([a-z_]+)\./.exec((data['pointer'] as string | undefined) ?? '') ?? [];
  return (data['use'] as string | undefined) ?? named;
}

/** The bucket that a stored key serves. @throws WrappedKeyDamaged */
export function bucketOf({ ref, data }: Pick<StoredDocument, 'ref' | 'data'>): Bucket {
  const { bucketEnd: end } = termsOf(data);
  const use = useOf({ data });
  const { tenant } = ref;
  return { tenant, category: data['category'] as string, end, ...(use !== '' && { use }) };
}

/**
 * A new data key for a bucket, with the document that keeps it. The caller stores it. Without a
 * pointer, the key is found by its id only.
 */
export async function makeDataKey(
  deps: MakeDataKeyDeps,
  { tenant, category, end, use = '' }: Bucket,
): Promise<{ readonly key: DataKey; readonly ref: DocumentRef; readonly data: DocumentData }> {
  const { algorithm } = deps;
  const id = Buffer.from(deps.randomBytes(16)).toString('hex');
  const terms: DataKeyTerms = { format: 2, algorithm, use, bucketEnd: end };
  const bytes = deps.randomBytes(dataKeyBytes[algorithm]);
  try {
    const aad = wrapAad({ tenant, category, id }, terms);
    const wrapped = await deps.wrapper.wrap(category, bytes, aad);
    const data = {
      expires_at: end + keyGraceMicros,
      purge_shard: purgeShard(id, deps.purgeShards),
      category,
      format: terms.format,
      algorithm,
      ...(use !== '' && { use }),
      bucket_end: end,
      ...wrappedFields(wrapped),
      created_at: deps.now(),
    };
    const ref = { tenant, collection: dataKeys.id, id };
    return { key: importDataKey(id, terms, bytes), ref, data };
  } finally {
    bytes.fill(0);
  }
}
