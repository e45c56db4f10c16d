import { encodeAad, type Place } from './aad.ts';
import { decryptGcm, encryptGcm, gcmNonceBytes } from './aes-gcm.ts';
import type { DataKey, DataKeyAlgorithm } from './data-key.ts';
import { DecryptionError } from './decryption-error.ts';
import { decryptLegacyCbc } from './legacy-cbc.ts';

/** Version byte, nonce, ciphertext, tag. */
export type Envelope = Uint8Array & { readonly brand: 'Envelope' };

/** First byte of an envelope; 4 is reserved for a key per person. */
export const envelopeVersion: { readonly [algorithm in DataKeyAlgorithm]: number } = {
  'aes-128-cbc': 1,
  'aes-128-gcm': 2,
  'aes-256-gcm': 3,
};

/** Bytes that an envelope of version 2 or 3 adds to its plaintext. */
export const envelopeOverheadBytes = 29;

/**
 * Encrypts a field for its place. The overhead is {@link envelopeOverheadBytes}.
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
  const body = encryptGcm(key.algorithm, key.bytes, nonce, plaintext, aad);
  return Buffer.concat([Uint8Array.of(version), nonce, body]) as Uint8Array as Envelope;
}

/**
 * Decrypts a field at its place. The version must be the key's own, so that no tag that fails is tried again
 * as CBC.
 * @throws DecryptionError for any failure
 */
export function open(key: DataKey, place: Place, envelope: Uint8Array): Uint8Array {
  try {
    const version = envelopeVersion[key.algorithm];
    if (envelope[0] !== version) throw new DecryptionError();
    const sealed = envelope.subarray(1);
    if (key.algorithm === 'aes-128-cbc') return decryptLegacyCbc(key.bytes, sealed);
    const nonce = sealed.subarray(0, gcmNonceBytes);
    const body = sealed.subarray(gcmNonceBytes);
    return decryptGcm(key.algorithm, key.bytes, nonce, body, encodeAad(version, place));
  } catch {
    throw new DecryptionError();
  }
}
