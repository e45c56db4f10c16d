import { encodeAad, type Place } from './aad.ts';
import type { DataKey, DataKeyAlgorithm } from './data-key.ts';
import { encryptGcm, gcmNonceBytes } from './encrypt-gcm.ts';

/** An encrypted field: version byte, nonce, ciphertext, tag. */
export type Envelope = Uint8Array & { readonly brand: 'Envelope' };

/**
 * The first byte of an envelope. The value 4 is reserved for envelopes that a person's own key
 * encrypts.
 */
export const envelopeVersion: { readonly [algorithm in DataKeyAlgorithm]: number } = {
  'aes-128-cbc': 1,
  'aes-128-gcm': 2,
  'aes-256-gcm': 3,
};

const versionBytes = { 'aes-128-gcm': Uint8Array.of(2), 'aes-256-gcm': Uint8Array.of(3) } as const;

/**
 * Encrypts a field with a data key. The tag binds the ciphertext to `place`: the tenant, category,
 * record and field. The envelope is `envelopeOverheadBytes` longer than the content. The code that
 * decrypts is in another file. So functions that may only write do not contain code that decrypts.
 * @throws for a legacy key and for a key of format 1, which may only decrypt
 */
export function seal(
  key: DataKey,
  place: Place,
  plaintext: Uint8Array,
  randomBytes: (count: number) => Uint8Array,
): Envelope {
  const { algorithm } = key;
  if (algorithm === 'aes-128-cbc') throw new Error('a legacy key cannot encrypt');
  if (key.format === 1) throw new Error('a key of the former format cannot encrypt');
  const nonce = randomBytes(gcmNonceBytes);
  const aad = encodeAad(envelopeVersion[algorithm], place, key);
  const [ciphertext, tag] = encryptGcm(algorithm, key.secret, nonce, plaintext, aad);
  const envelope = Buffer.concat([versionBytes[algorithm], nonce, ciphertext, tag]);
  return envelope as Uint8Array as Envelope;
}
