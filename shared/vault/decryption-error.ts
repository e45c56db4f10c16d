/**
 * The same error for every failure to decrypt: wrong key, wrong place, changed byte, unknown
 * version. It does not say which failure it was, so that an attacker learns nothing from it.
 */
export class DecryptionError extends Error {
  override readonly name = 'DecryptionError';

  constructor() {
    super('decryption failed');
  }
}
