import { createSecretKey, type KeyObject } from 'node:crypto';
import type { Instant } from '#shared/base/time/instant.ts';
import { WrappedKeyDamaged } from './key-wrapper.ts';

/** The use of a data key. An `aes-128-cbc` key decrypts envelopes of version 1 and nothing else. */
export type DataKeyAlgorithm = 'aes-128-cbc' | 'aes-128-gcm' | 'aes-256-gcm';

/**
 * The data that a data key's wrapping is bound to. Format 1 binds tenant, category and id; such
 * keys only decrypt. Format 2 also binds algorithm, use and the bucket's end, and its envelopes
 * name the key.
 */
export type DataKeyFormat = 1 | 2;

/** The purpose of a data key. */
export type DataKeyTerms = {
  readonly format: DataKeyFormat;
  readonly algorithm: DataKeyAlgorithm;
  /** Data with a use has other keys than the records of its category; '' stands for records. */
  readonly use: string;
  /** The latest expiry of data under the key. */
  readonly bucketEnd: Instant;
};

/**
 * A data key (DEK) in memory: it encrypts the fields of one tenant's records of one category and
 * expiry bucket.
 */
export type DataKey = DataKeyTerms & {
  readonly id: string;
  /**
   * Made once for each key, because making it for every field takes ten times as long as the
   * encryption.
   */
  readonly secret: KeyObject;
};

/** Whether a text can be the id of a data key; any other text may be no id of a document either. */
export function isKeyId(text: string): boolean {
  return /^[0-9a-f]{32}$/.test(text);
}

/** Length of a key, in bytes. */
export const dataKeyBytes: { readonly [algorithm in DataKeyAlgorithm]: number } = {
  'aes-128-cbc': 16,
  'aes-128-gcm': 16,
  'aes-256-gcm': 32,
};

/**
 * A data key from its bytes, which are copied to memory outside the heap. Node wipes that copy when
 * the key is collected. The caller wipes the bytes.
 * @throws WrappedKeyDamaged when the algorithm is unknown or the length does not fit
 */
export function importDataKey(id: string, terms: DataKeyTerms, bytes: Uint8Array): DataKey {
  const { format, algorithm, use, bucketEnd } = terms;
  if (bytes.length !== dataKeyBytes[algorithm]) throw new WrappedKeyDamaged('another length');
  return { id, format, algorithm, use, bucketEnd, secret: createSecretKey(bytes) };
}
