import { createDecipheriv, type KeyObject } from 'node:crypto';
import { type GcmMode, gcmTagBytes } from '../../encrypt-gcm.ts';

/**
 * The inverse of `encryptGcm`. This function itself checks the length of the tag, because Node's
 * own option for this check makes each decryption 10 % slower.
 * @throws when the tag does not have 16 bytes or does not match; then no part of the plaintext is
 * returned
 */
export function decryptGcm(
  mode: GcmMode,
  key: KeyObject,
  nonce: Uint8Array,
  ciphertext: Uint8Array,
  tag: Uint8Array,
  aad: Uint8Array,
): Uint8Array {
  if (tag.length !== gcmTagBytes) throw new Error('the tag does not have 16 bytes');
  const decipher = createDecipheriv(mode, key, nonce);
  decipher.setAAD(aad);
  decipher.setAuthTag(tag);
  const plaintext = decipher.update(ciphertext);
  // GCM does not buffer data, so `final` returns no bytes. But `final` checks the tag.
  decipher.final();
  return plaintext;
}
