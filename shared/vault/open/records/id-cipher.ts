import { createCipheriv, createDecipheriv } from 'node:crypto';

/** The length in bytes of a record's random id, and of the token that replaces it. */
export const idBytes = 16;

/** Turns ids into tokens and back. Without the key, nobody can calculate the id from a token. */
export type IdCipher = {
  readonly hide: (ids: Uint8Array) => Buffer;
  readonly show: (tokens: Uint8Array) => Buffer;
};

/**
 * Turns random 128-bit ids into tokens. Each id is one block of AES-256 (FIPS 197). So with one key
 * an id always has the same token, and two ids never have the same token. The cipher hides nothing
 * except the ids themselves: equal ids can be recognised by their equal tokens. So use the cipher
 * only for random ids. Use a separate key for each list of tokens, for example for each draw. Then
 * nobody can see that two lists contain the same id.
 * @param key 32 bytes
 */
export function createIdCipher(key: Uint8Array): IdCipher {
  const algorithm = 'aes-256-ecb';
  return {
    hide: (ids) => createCipheriv(algorithm, key, null).setAutoPadding(false).update(ids),
    show: (tokens) => createDecipheriv(algorithm, key, null).setAutoPadding(false).update(tokens),
  };
}
