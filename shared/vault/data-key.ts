import { createSecretKey, type KeyObject } from 'node:crypto';
import type { Instant } from '#shared/base/time/instant.ts';
import { WrappedKeyDamaged } from './key-wrapper.ts';

/**
 * The algorithm of a data key. An `aes-128-cbc` key decrypts envelopes of version 1 and nothing
 * else.
 */
export type DataKeyAlgorithm = 'aes-128-cbc' | 'aes-128-gcm' | 'aes-256-gcm';

/**
 * The format of a data key's wrapping. A wrapping of format 1 authenticates tenant, category and
 * id. A wrapping of format 2 also authenticates the algorithm, the use and the end of the bucket. A
 * key of format 1 decrypts, but no longer encrypts. A key of format 2 encrypts envelopes that
 * authenticate the id of the key.
 */
export type DataKeyFormat = 1 | 2;

/** The properties of a data key. */
export type DataKeyTerms = {
  readonly format: DataKeyFormat;
  readonly algorithm: DataKeyAlgorithm;
  /**
   * Which data of its category the key encrypts. For example `stock` means coupon codes that are
   * not given out yet, and `tokens` means tokens of data subjects. '' means records, or data that
   * has no use of its own. A key encrypts no data of another use.
   */
  readonly use: string;
  /** The latest expiry of data that is encrypted with the key. */
  readonly bucketEnd: Instant;
};

/**
 * A data key (DEK) in memory. It encrypts data of one tenant, one category and one use. All this
 * data expires in the same bucket.
 */
export type DataKey = DataKeyTerms & {
  readonly id: string;
  /**
   * The key in the form with which Node encrypts. This object is created only once, because its
   * creation takes ten times as long as the encryption of a field.
   */
  readonly secret: KeyObject;
};

/**
 * True if a text has the form of a data key's id. Callers check this before they read the key's
 * document, because Firestore does not accept every text as the id of a document.
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
