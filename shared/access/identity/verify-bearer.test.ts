import { exportSPKI, importJWK, SignJWT, UnsecuredJWT } from 'jose';
import { beforeEach, describe, expect, test } from 'vitest';
import { Problem } from '#shared/base/problems/problem.ts';
import { microsPerSecond } from '#shared/base/time/instant.ts';
import { createTestIssuer, type TestIssuer } from './testing/create-test-issuer.ts';
import { createBearerVerifier, type VerifyBearer } from './verify-bearer.ts';

const start = Date.UTC(2026, 0, 15, 12) / 1_000;
const claims = {
  sub: '4711',
  aud: 'console',
  iat: start,
  exp: start + 3_600,
  email: 'Anna.Muster@Example.org',
  email_verified: true,
};
const without = (name: string) =>
  Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name));

let clock: { seconds: number };
let issuer: TestIssuer;
let verify: VerifyBearer;

function newVerifier(...issuers: readonly TestIssuer[]): VerifyBearer {
  return createBearerVerifier({
    issuers: issuers.map((one) => one.issuer),
    now: () => clock.seconds * microsPerSecond,
    fetchJson: (url) =>
      (issuers.find((one) => url.startsWith(one.issuer.issuer)) ?? issuer).fetchJson(url),
  });
}

beforeEach(async () => {
  clock = { seconds: start };
  issuer = await createTestIssuer();
  verify = newVerifier(issuer);
});

async function codeOf(token: string): Promise<string> {
  try {
    await verify(token);
    return 'accepted';
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    expect(error.errors).toEqual([]);
    return error.code;
  }
}

test('a token of a configured issuer gives the address that it verified, normalised', async () => {
  expect(await verify(await issuer.sign(claims))).toEqual({
    email: 'anna.muster@example.org',
    issuer: 'https://id.example.org',
    expiresAt: (start + 3_600) * microsPerSecond,
  });
});

test('an international domain is one domain, however an issuer writes it', async () => {
  for (const email of ['kim@bücher.example', 'Kim@XN--BCHER-KVA.example'])
    expect((await verify(await issuer.sign({ ...claims, email }))).email).toBe(
      'kim@xn--bcher-kva.example',
    );
});

test.each(['RS256', 'ES256', 'PS256'])('%s is accepted', async (alg) => {
  await issuer.rotate(alg);
  expect(await codeOf(await issuer.sign(claims))).toBe('accepted');
});

describe('a token is refused', () => {
  const later = start + 1_000;
  test.each<[string, object]>([
    ['for another audience', { ...claims, aud: 'other' }],
    ['for nobody', without('aud')],
    ['for several, issued to another', { ...claims, aud: ['console', 'x'], azp: 'x' }],
    ['of another issuer', { ...claims, iss: 'https://other.example.org' }],
    ['of an issuer that only begins alike', { ...claims, iss: 'https://id.example.org/' }],
    ['without an expiry', without('exp')],
    ['without a time of issue', without('iat')],
    ['that is not valid yet', { ...claims, nbf: later }],
    ['that was issued in the future', { ...claims, iat: later, exp: later + 60 }],
    ['with times that are no numbers', { ...claims, exp: '99999999999' }],
    ['without an address', without('email')],
    ['with an address nobody has verified', { ...claims, email_verified: false }],
    ['that does not say whether the address is verified', without('email_verified')],
    ['that says so in other words', { ...claims, email_verified: 'true' }],
    ['with something else for an address', { ...claims, email: 'anna' }],
    ['with two addresses in one', { ...claims, email: 'a@example.org,b@example.org x@y' }],
    ['with a letter that becomes another', { ...claims, email: '\u212aim@example.org' }],
    ['with a domain whose letter does', { ...claims, email: 'anna@ban\u212a.example' }],
    ['with a character that nobody sees', { ...claims, email: 'anna\u200b@example.org' }],
    ['with an address that is percent-encoded', { ...claims, email: 'anna@ex%41mple.org' }],
  ])('%s', async (_, changed) => {
    expect(await codeOf(await issuer.sign(changed as typeof claims))).toBe('token-invalid');
  });

  test('from the second of its expiry on, and not before', async () => {
    const token = await issuer.sign(claims);
    clock.seconds = start + 3_600 - 0.001;
    expect(await codeOf(token)).toBe('accepted');
    clock.seconds = start + 3_600;
    expect(await codeOf(token)).toBe('token-invalid');
  });

  test('that is not signed', async () => {
    const token = new UnsecuredJWT({ iss: issuer.issuer.issuer, ...claims }).encode();
    expect(await codeOf(token)).toBe('token-invalid');
    const [, payload] = (await issuer.sign(claims)).split('.');
    const header = Buffer.from('{"alg":"none","kid":"key-1"}').toString('base64url');
    expect(await codeOf(`${header}.${payload}.`)).toBe('token-invalid');
  });

  test('that is signed with the public key as if it were a secret', async () => {
    const jwk = await issuer.rotate();
    const publicKey = (await importJWK(jwk, 'RS256', { extractable: true })) as CryptoKey;
    for (const secret of [await exportSPKI(publicKey), JSON.stringify(jwk), jwk.n ?? '']) {
      const token = await new SignJWT({ iss: issuer.issuer.issuer, ...claims })
        .setProtectedHeader({ alg: 'HS256', kid: jwk.kid ?? '' })
        .sign(Buffer.from(secret));
      expect(await codeOf(token)).toBe('token-invalid');
    }
  });

  test('that another issuer signed, though it names this one', async () => {
    const thief = await createTestIssuer();
    expect(await codeOf(await thief.sign(claims))).toBe('token-invalid');
  });

  test('that was changed', async () => {
    const [header, , signature] = (await issuer.sign(claims)).split('.');
    const forged = { iss: issuer.issuer.issuer, ...claims, email: 'eve@example.org' };
    const payload = Buffer.from(JSON.stringify(forged)).toString('base64url');
    expect(await codeOf(`${header}.${payload}.${signature}`)).toBe('token-invalid');
  });

  test('that is another kind of token', async () => {
    for (const typ of ['logout+jwt', 'dpop+jwt', 'secevent+jwt'])
      expect(await codeOf(await issuer.sign(claims, { typ }))).toBe('token-invalid');
    for (const typ of ['at+jwt', 'JWT'])
      expect(await codeOf(await issuer.sign(claims, { typ }))).toBe('accepted');
  });

  test.each(['', 'x', 'a.b.c', '....', 'mf_acme_00', `${'a'.repeat(9_000)}.b.c`])(
    'that is none: %s',
    async (text) => {
      expect(await codeOf(text)).toBe('token-invalid');
      expect(issuer.fetched).toEqual([]);
    },
  );
});

test('an issuer speaks only for the domains that it was configured with', async () => {
  issuer = await createTestIssuer({ emailDomains: ['example.org'] });
  verify = newVerifier(issuer);
  expect(await codeOf(await issuer.sign(claims))).toBe('accepted');
  for (const email of ['a@sub.example.org', 'a@example.org.evil', 'a@example.com'])
    expect(await codeOf(await issuer.sign({ ...claims, email }))).toBe('token-invalid');
});

describe('the keys of an issuer', () => {
  const keyFetches = () => issuer.fetched.filter((url) => url.endsWith('/jwks')).length;

  test('are fetched once for ten minutes, and once for all who ask at once', async () => {
    const token = await issuer.sign({ ...claims, exp: start + 9_000 });
    await Promise.all(Array.from({ length: 10 }, () => verify(token)));
    clock.seconds += 599;
    await verify(token);
    expect(keyFetches()).toBe(1);
    clock.seconds += 1;
    await verify(token);
    expect(keyFetches()).toBe(2);
  });

  test('that are new are found, though a stream of unknown ones asks at most every 30 s', async () => {
    await verify(await issuer.sign(claims));
    const unknown = await issuer.sign(claims, { kid: 'nobody' });
    expect(await codeOf(unknown)).toBe('token-invalid');
    expect(keyFetches()).toBe(1);
    await issuer.rotate();
    clock.seconds += 30;
    expect(await codeOf(await issuer.sign(claims))).toBe('accepted');
    expect(keyFetches()).toBe(2);
    for (let count = 0; count < 5; count += 1) expect(await codeOf(unknown)).toBe('token-invalid');
    expect(keyFetches()).toBe(2);
  });

  test('that were withdrawn stop working when the keys are fetched again', async () => {
    const token = await issuer.sign(claims);
    await verify(token);
    issuer.withdrawKeys();
    clock.seconds += 600;
    expect(await codeOf(token)).toBe('token-invalid');
  });

  test('last for an hour when the issuer is down, and then its tokens cannot be checked', async () => {
    const token = await issuer.sign({ ...claims, exp: start + 9_000 });
    await verify(token);
    issuer.state = 'down';
    clock.seconds += 3_599;
    expect(await codeOf(token)).toBe('accepted');
    clock.seconds += 1;
    expect(await codeOf(token)).toBe('issuer-unavailable');
    const fetches = issuer.fetched.length;
    expect(await codeOf(token)).toBe('issuer-unavailable');
    expect(issuer.fetched.length).toBe(fetches);
    issuer.state = 'up';
    clock.seconds += 5;
    expect(await codeOf(token)).toBe('accepted');
  });

  test('are each issuer’s own: one that is down keeps only its own people out', async () => {
    const other = await createTestIssuer({ issuer: 'https://other.example.org' });
    verify = newVerifier(issuer, other);
    issuer.state = 'down';
    expect(await codeOf(await issuer.sign(claims))).toBe('issuer-unavailable');
    expect(await codeOf(await other.sign(claims))).toBe('accepted');
    const stolen = await other.sign({ ...claims, iss: issuer.issuer.issuer });
    issuer.state = 'up';
    clock.seconds += 5;
    expect(await codeOf(stolen)).toBe('token-invalid');
  });

  test('come from the discovery document only when that names the issuer itself', async () => {
    verify = createBearerVerifier({
      issuers: [issuer.issuer],
      now: () => clock.seconds * microsPerSecond,
      fetchJson: async (url) => {
        const found = (await issuer.fetchJson(url)) as object;
        return 'issuer' in found ? { ...found, issuer: 'https://evil.example.org' } : found;
      },
    });
    expect(await codeOf(await issuer.sign(claims))).toBe('issuer-unavailable');
  });
});
