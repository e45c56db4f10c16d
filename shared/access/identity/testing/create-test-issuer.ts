import { exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';
import type { Issuer } from '#shared/base/config/read-issuers.ts';

type Key = { readonly kid: string; readonly alg: string; readonly privateKey: CryptoKey };

export type TestIssuer = {
  readonly issuer: Issuer;
  /** The URLs that the tested code has fetched. */
  readonly fetched: string[];
  /** Whether the issuer answers requests. */
  state: 'up' | 'down';
  readonly fetchJson: (url: string) => Promise<unknown>;
  /**
   * Adds a key and publishes it. The issuer then signs with the new key. Earlier keys stay
   * published.
   */
  rotate(alg?: string): Promise<JWK>;
  withdrawKeys(): void;
  sign(claims: JWTPayload, header?: { readonly [name: string]: unknown }): Promise<string>;
};

/** Creates an OpenID provider in memory, without a network. */
export async function createTestIssuer(changes: Partial<Issuer> = {}): Promise<TestIssuer> {
  const url = changes.issuer ?? 'https://id.example.org';
  const issuer: Issuer = {
    issuer: url,
    clientId: 'console',
    audience: 'console',
    jwksUri: undefined,
    name: 'Example',
    emailDomains: undefined,
    prompt: undefined,
    ...changes,
  };
  let keys: Key[] = [];
  let published: JWK[] = [];
  const fetched: string[] = [];
  const documents = new Map<string, () => unknown>([
    [
      `${url}/.well-known/openid-configuration`,
      () => ({ issuer: url, jwks_uri: `${url}/jwks`, authorization_endpoint: `${url}/auth` }),
    ],
    [`${url}/jwks`, () => ({ keys: published })],
  ]);
  const made: TestIssuer = {
    issuer,
    fetched,
    state: 'up',
    async fetchJson(at) {
      fetched.push(at);
      await new Promise((resolve) => setImmediate(resolve));
      const document = documents.get(at);
      if (made.state === 'down' || document === undefined) throw new Error('no answer');
      return structuredClone(document());
    },
    async rotate(alg = 'RS256') {
      const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
      const kid = `key-${keys.length + 1}`;
      keys = [...keys, { kid, alg, privateKey }];
      const jwk = { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' };
      published = [...published, jwk];
      return jwk;
    },
    withdrawKeys() {
      published = [];
    },
    async sign(claims, header = {}) {
      const key = keys.at(-1);
      if (key === undefined) throw new Error('the issuer has no key; rotate() makes one');
      return new SignJWT({ iss: url, ...claims })
        .setProtectedHeader({ alg: key.alg, kid: key.kid, typ: 'JWT', ...header })
        .sign(key.privateKey);
    },
  };
  await made.rotate();
  return made;
}
