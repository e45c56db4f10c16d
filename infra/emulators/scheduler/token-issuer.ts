import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JSONWebKeySet,
  type JWK,
  type JWTPayload,
  SignJWT,
} from 'jose';
import { readStateFile, writeStateFile } from '../../local/stack/write-state-file.ts';

export interface TokenIssuer {
  /** Signs claims. `now` is in milliseconds since the epoch; the default is the machine's clock. */
  sign(claims: JWTPayload, lifetime: { expiresInSeconds: number; now?: number }): Promise<string>;
  /** The public key, with which others verify the tokens. */
  jwks(): JSONWebKeySet;
  /** The key with its private part, for code that signs tokens without calling `sign`. */
  privateKeys(): JSONWebKeySet;
}

const algorithm = 'RS256';

/**
 * Creates an issuer that signs tokens on this machine, as Google does. If `stateFile` is given, the
 * issuer stores its key in this file, so that the next process uses the same key.
 */
export async function createTokenIssuer({
  issuer,
  stateFile,
}: {
  issuer: () => string;
  stateFile?: string;
}): Promise<TokenIssuer> {
  const jwk = await loadKey(stateFile);
  const key = await importJWK(jwk, algorithm);
  const { kty, n, e } = jwk;
  const kid = await calculateJwkThumbprint(jwk);
  const publicKey = { kty, n, e, kid, alg: algorithm, use: 'sig' } as JWK;
  return {
    async sign(claims, { expiresInSeconds, now = Date.now() }) {
      const issuedAt = Math.floor(now / 1_000);
      return new SignJWT(claims)
        .setProtectedHeader({ alg: algorithm, kid, typ: 'JWT' })
        .setIssuer(issuer())
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + expiresInSeconds)
        .sign(key);
    },
    jwks: () => ({ keys: [{ ...publicKey }] }),
    privateKeys: () => ({ keys: [{ ...jwk, ...publicKey }] }),
  };
}

async function loadKey(stateFile?: string): Promise<JWK> {
  const stored = stateFile === undefined ? undefined : readStateFile(stateFile);
  if (stored !== undefined) return stored as JWK;
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const jwk = await exportJWK(privateKey);
  if (stateFile !== undefined) writeStateFile(stateFile, jwk);
  return jwk;
}
