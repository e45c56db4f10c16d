import { createCipheriv, createDecipheriv } from 'node:crypto';

/** Bytes of a record's random id, and of the token that stands for it. */
export const idBytes = 16;

/** Converts ids to tokens and back. Without the key nobody can get the id of a token. */
export type IdCipher = {
  readonly hide: (ids: Uint8Array) => Buffer;
  readonly show: (tokens: Uint8Array) => Buffer;
};

/**
 * Makes tokens of random 128-bit ids. Each id is one block of AES-256 (FIPS 197), so the same id
 * has the same token under one key, and two ids never have the same token. It hides only which id a
 * token stands for. So use it only for random ids, with one key for each list.
 * @param key 32 bytes
 */
export function createIdCipher(key: Uint8Array): IdCipher {
  const algorithm = 'aes-256-ecb';
  return {
    hide: (ids) => createCipheriv(algorithm, key, null).setAutoPadding(false).update(ids),
    show: (tokens) => createDecipheriv(algorithm, key, null).setAutoPadding(false).update(tokens),
  };
}
