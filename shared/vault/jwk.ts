import { createPublicKey } from 'node:crypto';

/** The public key of a signing key, as a JWK (RFC 7517). */
export type SigningJwk = {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
  readonly use: 'sig';
  readonly alg: 'ES256';
  readonly kid: string;
};

/** Converts a P-256 public key from PEM (SPKI) to a JWK. @throws for any other key */
export function jwkOf(kid: string, pem: string): SigningJwk {
  const { kty, crv, x, y } = createPublicKey(pem).export({ format: 'jwk' });
  if (kty !== 'EC' || crv !== 'P-256' || x === undefined || y === undefined)
    throw new Error('the key is not a P-256 key');
  return { kty, crv, x, y, use: 'sig', alg: 'ES256', kid };
}
