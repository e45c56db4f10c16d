import { createSecretKey, type KeyObject } from 'node:crypto';
import type { Instant } from '#shared/base/time/instant.ts';
import { WrappedKeyDamaged } from './key-wrapper.ts';

/**
 * The algorithm of a data key. An `aes-128-cbc` key decrypts envelopes of version 1 and nothing
 * else.
 */
export type DataKeyAlgorithm = 'aes-128-cbc' | 'aes-128-gcm' | 'aes-256-gcm';

/**
 * The format of a data key's wrapping decides which data the wrapping authenticates. Format 1:
 * tenant, category and id; such keys only decrypt. Format 2: also algorithm, use and the bucket's
 * end; envelopes with such a key authenticate its id.
 */
export type DataKeyFormat = 1 | 2;

/** The properties of a data key. */
export type DataKeyTerms = {
  readonly format: DataKeyFormat;
  readonly algorithm: DataKeyAlgorithm;
  /**
   * Data with a `use`, such as the stock of a pool, is encrypted with other keys than the records
   * of its category. The `use` of records is ''.
   */
  readonly use: string;
  /** The latest expiry of data that is encrypted with the key. */
  readonly bucketEnd: Instant;
};

/**
 * A data key (DEK) in memory. It encrypts the fields of one tenant's records of one category and
 * expiry bucket.
 */
export type DataKey = DataKeyTerms & {
  readonly id: string;
  /**
   * The key in the form that Node encrypts with. It is created once, because creating it takes ten
   * times as long as the encryption of a field.
   */
  readonly secret: KeyObject;
};

/**
 * True if a text can be the id of a data key. Another text may be invalid as the id of a document.
 */
export function isKeyId(text: string): boolean {
  return /^[0-9a-f]{32}$/.test(text);
}

/** The length of a key, in bytes. */
export const dataKeyBytes: { readonly [algorithm in DataKeyAlgorithm]: number } = {
  'aes-128-cbc': 16,
  'aes-128-gcm': 16,
  'aes-256-gcm': 32,
};

/**
 * Creates a data key from bytes. The bytes are copied to memory outside the heap, and Node
 * overwrites this copy when the key is garbage-collected. The caller must overwrite the original
 * bytes.
 * @throws WrappedKeyDamaged when the algorithm is unknown or the length does not fit
 */
export function importDataKey(id: string, terms: DataKeyTerms, bytes: Uint8Array): DataKey {
  const { format, algorithm, use, bucketEnd } = terms;
  if (bytes.length !== dataKeyBytes[algorithm]) throw new WrappedKeyDamaged('wrong key length');
  return { id, format, algorithm, use, bucketEnd, secret: createSecretKey(bytes) };
}
