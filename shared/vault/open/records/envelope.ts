import { encodeAad, type Place } from '../../aad.ts';
import type { DataKey } from '../../data-key.ts';
import { DecryptionError } from '../../decryption-error.ts';
import { gcmNonceBytes, gcmTagBytes } from '../../encrypt-gcm.ts';
import { envelopeVersion } from '../../seal-envelope.ts';
import { decryptGcm } from './decrypt-gcm.ts';
import { decryptLegacyCbc } from './legacy-cbc.ts';

export { envelopeVersion, seal } from '../../seal-envelope.ts';

/** The number of bytes by which an envelope of version 2 or 3 is longer than its plaintext. */
export const envelopeOverheadBytes = 29;

const bodyAt = 1 + gcmNonceBytes;

/**
 * Decrypts a field with the key that encrypted it. The envelope's version must belong to the key's
 * algorithm. So an envelope with a wrong tag is never tried again as CBC. The tag also shows that
 * the envelope belongs to `place`: the tenant, category, record and field. CBC has no tag, so the
 * place of a CBC envelope is not checked.
 * @throws DecryptionError for any failure
 */
export function open(key: DataKey, place: Place, envelope: Uint8Array): Uint8Array {
  try {
    const { algorithm, secret } = key;
    const version = envelopeVersion[algorithm];
    if (envelope[0] !== version) throw new DecryptionError();
    if (algorithm === 'aes-128-cbc') return decryptLegacyCbc(secret, envelope.subarray(1));
    const tagAt = envelope.length - gcmTagBytes;
    if (tagAt < bodyAt) throw new DecryptionError();
    const nonce = envelope.subarray(1, bodyAt);
    const ciphertext = envelope.subarray(bodyAt, tagAt);
    const tag = envelope.subarray(tagAt);
    return decryptGcm(algorithm, secret, nonce, ciphertext, tag, encodeAad(version, place, key));
  } catch {
    throw new DecryptionError();
  }
}
