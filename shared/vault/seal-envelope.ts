import { encodeAad, type Place } from './aad.ts';
import type { DataKey, DataKeyAlgorithm } from './data-key.ts';
import { encryptGcm, gcmNonceBytes } from './encrypt-gcm.ts';

/** Version byte, nonce, ciphertext, tag. */
export type Envelope = Uint8Array & { readonly brand: 'Envelope' };

/** First byte of an envelope; 4 is reserved for a key per person. */
export const envelopeVersion: { readonly [algorithm in DataKeyAlgorithm]: number } = {
  'aes-128-cbc': 1,
  'aes-128-gcm': 2,
  'aes-256-gcm': 3,
};

/**
 * Encrypts a field for its place. The overhead is `envelopeOverheadBytes`. This file is apart from
 * the code that decrypts, so that functions that may only write cannot reach that code.
 * @throws for a legacy key, which may only open
 */
export function seal(
  key: DataKey,
  place: Place,
  plaintext: Uint8Array,
  randomBytes: (count: number) => Uint8Array,
): Envelope {
  if (key.algorithm === 'aes-128-cbc') throw new Error('legacy keys seal nothing');
  const version = envelopeVersion[key.algorithm];
  const nonce = randomBytes(gcmNonceBytes);
  const aad = encodeAad(version, place);
  const body = encryptGcm(key.algorithm, key.secret, nonce, plaintext, aad);
  return Buffer.concat([Uint8Array.of(version), nonce, body]) as Uint8Array as Envelope;
}
