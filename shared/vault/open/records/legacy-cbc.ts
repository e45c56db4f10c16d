import { createDecipheriv, type KeyObject } from 'node:crypto';

const ivBytes = 16;

/**
 * Decrypts data of older systems. The data consists of a random IV and the ciphertext of
 * AES/CBC/PKCS5Padding with a 128-bit key. CBC has no tag. So Mayfly never encrypts with CBC, and
 * the key of an older system decrypts nothing except such data.
 * @throws when the padding is wrong
 */
export function decryptLegacyCbc(key: KeyObject, ivAndCiphertext: Uint8Array): Uint8Array {
  const decipher = createDecipheriv('aes-128-cbc', key, ivAndCiphertext.subarray(0, ivBytes));
  return Buffer.concat([decipher.update(ivAndCiphertext.subarray(ivBytes)), decipher.final()]);
}
