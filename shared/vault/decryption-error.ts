/**
 * The same error for every failure to decrypt: a wrong key, a ciphertext from another field, a
 * changed byte, an unknown version. The error does not say which failure it was, so that an
 * attacker learns nothing.
 */
export class DecryptionError extends Error {
  override readonly name = 'DecryptionError';

  constructor() {
    super('decryption failed');
  }
}
