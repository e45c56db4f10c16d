import { createHash, createPrivateKey } from 'node:crypto';
import { p256 } from '@noble/curves/nist.js';

export function sha256(data: Uint8Array): Buffer {
  return createHash('sha256').update(data).digest();
}

/**
 * Signs a digest with ECDSA on P-256 (FIPS 186-5, section 6.4.1). The signature is DER-encoded.
 * Node's own function signs only messages: it would treat the digest as a message, and hash it
 * again.
 */
export function signDigest(privateKeyPem: string, digest: Uint8Array): Uint8Array {
  const { d } = createPrivateKey(privateKeyPem).export({ format: 'jwk' });
  const secret = Buffer.from(String(d), 'base64url');
  // Extra randomness makes two signatures of the same bytes differ, as in Cloud KMS.
  return p256.sign(digest, secret, { prehash: false, format: 'der', extraEntropy: true });
}
