import { createDecipheriv, type KeyObject } from 'node:crypto';
import { type GcmMode, gcmOptions, gcmTagBytes } from '../../encrypt-gcm.ts';

/**
 * The inverse of `encryptGcm`.
 * @throws when the tag does not match; then no part of the plaintext is returned
 */
export function decryptGcm(
  mode: GcmMode,
  key: KeyObject,
  nonce: Uint8Array,
  ciphertextAndTag: Uint8Array,
  aad: Uint8Array,
): Uint8Array {
  const split = ciphertextAndTag.length - gcmTagBytes;
  const decipher = createDecipheriv(mode, key, nonce, gcmOptions);
  decipher.setAAD(aad);
  decipher.setAuthTag(ciphertextAndTag.subarray(split));
  const plaintext = decipher.update(ciphertextAndTag.subarray(0, split));
  // GCM does not buffer data, so `final` returns no bytes. It checks the tag.
  decipher.final();
  return plaintext;
}
