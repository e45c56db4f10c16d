import { createHash, createPrivateKey } from 'node:crypto';
import { p256 } from '@noble/curves/nist.js';

export function sha256(data: Uint8Array): Buffer {
  return createHash('sha256').update(data).digest();
}

/**
 * ECDSA on P-256 over a digest, DER-encoded (FIPS 186-5, section 6.4.1). Node signs messages only: it would hash the
 * digest once more.
 */
export function signDigest(privateKeyPem: string, digest: Uint8Array): Uint8Array {
  const { d } = createPrivateKey(privateKeyPem).export({ format: 'jwk' });
  const secret = Buffer.from(String(d), 'base64url');
  // Extra entropy makes two signatures of the same bytes differ, as those of Cloud KMS do.
  return p256.sign(digest, secret, { prehash: false, format: 'der', extraEntropy: true });
}
