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

/**
 * The time for which a data key is stored after its bucket's end, because clocks differ and writes
 * may still be running.
 */
export const keyGraceMicros = 3_600 * microsPerSecond;

/** The expiry bucket of a data key. */
export type Bucket = {
  readonly tenant: string;
  readonly category: string;
  readonly end: Instant;
  /**
   * Data with a use gets keys of its own. For example `stock` is for coupon codes that are not
   * given out yet, so that they do not delay the destruction of the records' keys. Absent for
   * records.
   */
  readonly use?: string;
};

/** The dependencies for making a data key. The right to unwrap a key is not needed. */
export type MakeDataKeyDeps = {
  readonly wrapper: Pick<KeyWrapper, 'wrap'>;
  readonly now: () => Instant;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly purgeShards: number;
  /** The algorithm of new keys. Mayfly uses `aes-256-gcm`; only tests use `aes-128-gcm`. */
  readonly algorithm: Exclude<DataKeyAlgorithm, 'aes-128-cbc'>;
};

/** The id of a data key, with its tenant and category. */
export type DataKeyOwner = {
  readonly tenant: string;
  readonly category: string;
  readonly id: string;
};

/**
 * The additional data that binds a wrapped data key to its properties. If somebody changes a
 * property in the key's document, the key cannot be unwrapped.
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
 * Reads the properties in the document of a data key. Every field is checked, because a caller who
 * may create documents of data keys can write any values. Only the unwrapping of the key shows that
 * the values are genuine.
 * @throws WrappedKeyDamaged when it is not the document of a data key
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
  if (!isWhole) throw new WrappedKeyDamaged('this is not the document of a data key');
  return { format, algorithm, use, bucketEnd } as DataKeyTerms;
}

/**
 * The use of a stored key; '' if it has none. The document of a key of format 1 contains the use
 * only in the id of its pointer.
 */
export function useOf({ data }: Pick<StoredDocument, 'data'>): string {
  const [, named = ''] =
    /^[a-z_]+\.([a-z_]+)\./.exec((data['pointer'] as string | undefined) ?? '') ?? [];
  return (data['use'] as string | undefined) ?? named;
}

/**
 * The bucket of a stored key.
 * @throws WrappedKeyDamaged
 */
export function bucketOf({ ref, data }: Pick<StoredDocument, 'ref' | 'data'>): Bucket {
  const { bucketEnd: end } = termsOf(data);
  const use = useOf({ data });
  const { tenant } = ref;
  return { tenant, category: data['category'] as string, end, ...(use !== '' && { use }) };
}

/**
 * Creates a new data key for a bucket, with its document. The caller stores the document. A key
 * without a pointer can be found only by its id.
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
