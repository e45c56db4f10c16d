/**
 * The one error for every failure to decrypt: wrong key, wrong place, changed byte, unknown
 * version. It gives no reason, so that an attacker learns nothing from it.
 */
export class DecryptionError extends Error {
  override readonly name = 'DecryptionError';

  constructor() {
    super('decryption failed');
  }
}
