import { createSecretKey, type KeyObject } from 'node:crypto';

/** How a data key is used; an `aes-128-cbc` key opens envelopes of version 1 and nothing else. */
export type DataKeyAlgorithm = 'aes-128-cbc' | 'aes-128-gcm' | 'aes-256-gcm';

/** A data key (DEK) in memory: it seals the fields of one tenant's records of one category and expiry bucket. */
export type DataKey = {
  readonly id: string;
  readonly algorithm: DataKeyAlgorithm;
  /** Made once per key: making it for every field takes ten times as long as the encryption. */
  readonly secret: KeyObject;
};

/** A data key from its bytes. */
export function importDataKey(id: string, algorithm: DataKeyAlgorithm, bytes: Uint8Array): DataKey {
  return { id, algorithm, secret: createSecretKey(bytes) };
}

/** Length of a key, in bytes. */
export const dataKeyBytes: { readonly [algorithm in DataKeyAlgorithm]: number } = {
  'aes-128-cbc': 16,
  'aes-128-gcm': 16,
  'aes-256-gcm': 32,
};
