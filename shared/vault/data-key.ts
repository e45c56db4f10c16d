import { createSecretKey, type KeyObject } from 'node:crypto';
import type { Instant } from '#shared/base/time/instant.ts';
import { WrappedKeyDamaged } from './key-wrapper.ts';

/**
 * The algorithm of a data key. An `aes-128-cbc` key decrypts envelopes of version 1 and nothing
 * else.
 */
export type DataKeyAlgorithm = 'aes-128-cbc' | 'aes-128-gcm' | 'aes-256-gcm';

/**
 * Says which data the wrapping of a data key authenticates. Format 1: tenant, category and id; such
 * keys only decrypt. Format 2: also algorithm, use and the bucket's end; its envelopes contain the
 * id of the key.
 */
export type DataKeyFormat = 1 | 2;

/** The properties of a data key. */
export type DataKeyTerms = {
  readonly format: DataKeyFormat;
  readonly algorithm: DataKeyAlgorithm;
  /**
   * Data with a use is encrypted with other keys than the records of its category. For records it
   * is ''.
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
   * Created once for each key. Creating it for every field would take ten times as long as the
   * encryption.
   */
  readonly secret: KeyObject;
};

/** True if a text can be the id of a data key. Another text may not be valid as a document id. */
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
  if (bytes.length !== dataKeyBytes[algorithm]) throw new WrappedKeyDamaged('another length');
  return { id, format, algorithm, use, bucketEnd, secret: createSecretKey(bytes) };
}
