import { encodeAad, type Place } from '../../aad.ts';
import type { DataKey } from '../../data-key.ts';
import { DecryptionError } from '../../decryption-error.ts';
import { gcmNonceBytes } from '../../encrypt-gcm.ts';
import { envelopeVersion } from '../../seal-envelope.ts';
import { decryptGcm } from './decrypt-gcm.ts';
import { decryptLegacyCbc } from './legacy-cbc.ts';

export { envelopeVersion, seal } from '../../seal-envelope.ts';

/** Bytes that an envelope of version 2 or 3 adds to its plaintext. */
export const envelopeOverheadBytes = 29;

/**
 * Decrypts a field at its place. The envelope's version must be that of the key, so an envelope
 * whose tag fails is never tried again as CBC.
 * @throws DecryptionError for any failure
 */
export function open(key: DataKey, place: Place, envelope: Uint8Array): Uint8Array {
  try {
    const version = envelopeVersion[key.algorithm];
    if (envelope[0] !== version) throw new DecryptionError();
    const sealed = envelope.subarray(1);
    if (key.algorithm === 'aes-128-cbc') return decryptLegacyCbc(key.secret, sealed);
    const nonce = sealed.subarray(0, gcmNonceBytes);
    const body = sealed.subarray(gcmNonceBytes);
    return decryptGcm(key.algorithm, key.secret, nonce, body, encodeAad(version, place));
  } catch {
    throw new DecryptionError();
  }
}
