import { createCipheriv, type KeyObject } from 'node:crypto';

/**
 * The length of a nonce: 96 bits. GCM uses a nonce of this length directly, and hashes a nonce of
 * any other length (NIST SP 800-38D, section 5.2.1.1).
 */
export const gcmNonceBytes = 12;
export const gcmTagBytes = 16;

/** AES-GCM with a key of 128 or 256 bits. */
export type GcmMode = 'aes-128-gcm' | 'aes-256-gcm';

/** The options never change and every field needs them, so they are created once. */
export const gcmOptions = { authTagLength: gcmTagBytes } as const;

/**
 * Encrypts with AES-GCM. The ciphertext and the tag are returned separately, so that the caller
 * needs to copy them only once. A nonce may be used only once with the same key. With random nonces
 * a key may encrypt 2^32 messages.
 */
export function encryptGcm(
  mode: GcmMode,
  key: KeyObject,
  nonce: Uint8Array,
  plaintext: Uint8Array,
  aad: Uint8Array,
): readonly [ciphertext: Uint8Array, tag: Uint8Array] {
  const cipher = createCipheriv(mode, key, nonce, gcmOptions);
  cipher.setAAD(aad);
  const ciphertext = cipher.update(plaintext);
  // GCM does not buffer data, so `final` returns no bytes.
  cipher.final();
  return [ciphertext, cipher.getAuthTag()];
}
