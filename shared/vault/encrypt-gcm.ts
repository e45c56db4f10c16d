import { createCipheriv, type KeyObject } from 'node:crypto';

/** 96 bits, the length for which GCM is defined without hashing the nonce (NIST SP 800-38D, section 5.2.1.1). */
export const gcmNonceBytes = 12;
export const gcmTagBytes = 16;

/** AES-GCM with keys of either length. */
export type GcmMode = 'aes-128-gcm' | 'aes-256-gcm';

/** AES-GCM: ciphertext and tag. Each nonce may be used once per key; random ones allow 2^32 messages a key. */
export function encryptGcm(
  mode: GcmMode,
  key: KeyObject,
  nonce: Uint8Array,
  plaintext: Uint8Array,
  aad: Uint8Array,
): Uint8Array {
  const cipher = createCipheriv(mode, key, nonce, { authTagLength: gcmTagBytes });
  cipher.setAAD(aad);
  return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}
