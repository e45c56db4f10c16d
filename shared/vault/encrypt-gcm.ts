import { createCipheriv, type KeyObject } from 'node:crypto';

/** 96 bits, the length for which GCM is defined without hashing the nonce (NIST SP 800-38D, section 5.2.1.1). */
export const gcmNonceBytes = 12;
export const gcmTagBytes = 16;

/** AES-GCM with keys of either length. */
export type GcmMode = 'aes-128-gcm' | 'aes-256-gcm';

/** Made once, because every field needs it and nothing changes it. */
export const gcmOptions = { authTagLength: gcmTagBytes } as const;

/**
 * AES-GCM. It returns ciphertext and tag separately, so that the caller copies them once. Each
 * nonce may be used once per key; random nonces allow 2^32 messages for each key.
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
  // GCM buffers nothing: `final` returns no bytes.
  cipher.final();
  return [ciphertext, cipher.getAuthTag()];
}
