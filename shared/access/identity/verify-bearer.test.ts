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
    tokenHours: 24,
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

test('a token of a configured issuer gives its verified address in lower case', async () => {
  expect(await verify(await issuer.sign(claims))).toEqual({
    email: 'anna.muster@example.org',
    issuer: 'https://id.example.org',
    expiresAt: (start + 3_600) * microsPerSecond,
  });
});

test.each(['RS256', 'ES256', 'PS256'])(
  'a token that is signed with %s is accepted',
  async (alg) => {
    await issuer.rotate(alg);
    expect(await codeOf(await issuer.sign(claims))).toBe('accepted');
  },
);

test.each<[string, object]>([
  ['to us', { azp: 'console' }],
  ['to us, for several audiences', { azp: 'console', aud: ['console', 'x'] }],
  ['to us, as an access token', { client_id: 'console' }],
  ['for a whole day', { exp: start + 86_400 }],
])('a token that was issued %s is accepted', async (_, changed) => {
  expect(await codeOf(await issuer.sign({ ...claims, ...changed }))).toBe('accepted');
});

describe('a token is refused', () => {
  const later = start + 1_000;
  test.each<[string, object]>([
    ['for another audience', { ...claims, aud: 'other' }],
    ['without an audience', without('aud')],
    [
      'for several audiences, issued to another client',
      { ...claims, aud: ['console', 'x'], azp: 'x' },
    ],
    [
      'for several audiences, without saying to whom it was issued',
      { ...claims, aud: ['console', 'x'] },
    ],
    ['for us alone, issued to another client', { ...claims, azp: 'x' }],
    ['for us in a list, issued to another client', { ...claims, aud: ['console'], azp: 'x' }],
    ['that is an access token of another client', { ...claims, client_id: 'x' }],
    ['issued to a client that is not a text', { ...claims, azp: null }],
    ['that is valid longer than a day', { ...claims, exp: start + 86_401 }],
    ['that is valid for ten years', { ...claims, exp: start + 315_360_000 }],
    ['that was issued years ago', { ...claims, iat: start - 315_360_000 }],
    ['of another issuer', { ...claims, iss: 'https://other.example.org' }],
    [
      'of an issuer whose name begins with the name of a configured issuer',
      { ...claims, iss: 'https://id.example.org/' },
    ],
    ['without an expiry', without('exp')],
    ['without a time of issue', without('iat')],
    ['that is not valid yet', { ...claims, nbf: later }],
    ['that was issued in the future', { ...claims, iat: later, exp: later + 60 }],
    ['with times that are not numbers', { ...claims, exp: '99999999999' }],
    ['without an address', without('email')],
    ['with an address that was not verified', { ...claims, email_verified: false }],
    ['that does not say whether the address is verified', without('email_verified')],
    [
      "with the text 'true' instead of true as `email_verified`",
      { ...claims, email_verified: 'true' },
    ],
    ['with a text that is not an address', { ...claims, email: 'anna' }],
    ['with a space after the address', { ...claims, email: 'anna@example.org ' }],
    [
      'with a letter in the address that case folding changes into another letter',
      { ...claims, email: '\u{212a}im@example.org' },
    ],
    [
      'with an invisible character in the address',
      { ...claims, email: 'anna\u{200b}@example.org' },
    ],
    ['with a domain that is not an A-label', { ...claims, email: 'anna@bücher.example' }],
    ['with an IP address as the domain', { ...claims, email: 'anna@127.0.0.1' }],
    ['with two addresses in one', { ...claims, email: 'a@example.org,b@example.org x@y' }],
    ['with a KELVIN SIGN in the domain', { ...claims, email: 'anna@ban\u212a.example' }],
    ['with an address that is percent-encoded', { ...claims, email: 'anna@ex%41mple.org' }],
  ])('%s', async (_, changed) => {
    expect(await codeOf(await issuer.sign(changed as typeof claims))).toBe('token-invalid');
  });

  test('at its expiry and later, but not a millisecond earlier', async () => {
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

  test('that is signed by HMAC with the public key as the secret', async () => {
    const jwk = await issuer.rotate();
    const publicKey = (await importJWK(jwk, 'RS256', { extractable: true })) as CryptoKey;
    for (const secret of [await exportSPKI(publicKey), JSON.stringify(jwk), jwk.n ?? '']) {
      const token = await new SignJWT({ iss: issuer.issuer.issuer, ...claims })
        .setProtectedHeader({ alg: 'HS256', kid: jwk.kid ?? '' })
        .sign(Buffer.from(secret));
      expect(await codeOf(token)).toBe('token-invalid');
    }
  });

  test('that names a configured issuer, but was signed by another issuer', async () => {
    const thief = await createTestIssuer();
    expect(await codeOf(await thief.sign(claims))).toBe('token-invalid');
  });

  test('whose content was changed after the signature', async () => {
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
    'that is not a token: %s',
    async (text) => {
      expect(await codeOf(text)).toBe('token-invalid');
      expect(issuer.fetched).toEqual([]);
    },
  );
});

test('an issuer may verify only addresses of its configured domains', async () => {
  issuer = await createTestIssuer({ emailDomains: ['example.org'] });
  verify = newVerifier(issuer);
  expect(await codeOf(await issuer.sign(claims))).toBe('accepted');
  for (const email of ['a@sub.example.org', 'a@example.org.example', 'a@example.com'])
    expect(await codeOf(await issuer.sign({ ...claims, email }))).toBe('token-invalid');
});

describe('the keys of an issuer', () => {
  const keyFetches = () => issuer.fetched.filter((url) => url.endsWith('/jwks')).length;

  test('are fetched once in ten minutes, and once for simultaneous requests', async () => {
    const token = await issuer.sign({ ...claims, exp: start + 9_000 });
    await Promise.all(Array.from({ length: 10 }, () => verify(token)));
    clock.seconds += 599;
    await verify(token);
    expect(keyFetches()).toBe(1);
    clock.seconds += 1;
    await verify(token);
    expect(keyFetches()).toBe(2);
  });

  test('are fetched again for an unknown key id, at most every 30 s', async () => {
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

  test('are refused after the next fetch, if the issuer has withdrawn them', async () => {
    const token = await issuer.sign(claims);
    await verify(token);
    issuer.withdrawKeys();
    clock.seconds += 600;
    expect(await codeOf(token)).toBe('token-invalid');
  });

  test('are used for an hour while the issuer is down, and after this hour no token can be verified', async () => {
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

  test('are separate from the keys of other issuers, so an issuer’s outage affects only its own people', async () => {
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

  test('are fetched only if the discovery document names the same issuer', async () => {
    verify = createBearerVerifier({
      issuers: [issuer.issuer],
      tokenHours: 24,
      now: () => clock.seconds * microsPerSecond,
      fetchJson: async (url) => {
        const found = (await issuer.fetchJson(url)) as object;
        return 'issuer' in found ? { ...found, issuer: 'https://evil.example.org' } : found;
      },
    });
    expect(await codeOf(await issuer.sign(claims))).toBe('issuer-unavailable');
  });
});
