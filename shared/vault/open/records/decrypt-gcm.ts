import { createDecipheriv, type KeyObject } from 'node:crypto';
import { type GcmMode, gcmTagBytes } from '../../encrypt-gcm.ts';

/** Undoes `encryptGcm`. @throws when the tag does not match. */
export function decryptGcm(
  mode: GcmMode,
  key: KeyObject,
  nonce: Uint8Array,
  ciphertextAndTag: Uint8Array,
  aad: Uint8Array,
): Uint8Array {
  const split = ciphertextAndTag.length - gcmTagBytes;
  const decipher = createDecipheriv(mode, key, nonce, { authTagLength: gcmTagBytes });
  decipher.setAAD(aad);
  decipher.setAuthTag(ciphertextAndTag.subarray(split));
  return Buffer.concat([decipher.update(ciphertextAndTag.subarray(0, split)), decipher.final()]);
}
