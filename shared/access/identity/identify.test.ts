import { expect, test } from 'vitest';
import type { Issuer } from '#shared/base/config/read-issuers.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { createSessionFixture, sendBack } from '../session/testing/create-session-fixture.ts';
import { createIdentify } from './identify.ts';

const origin = 'https://console.example.org';
const own = { origin, 'sec-fetch-site': 'same-origin', 'mayfly-csrf': '1' };
const fixture = createSessionFixture();
const server = fixture.newProcess();
const issuer: Issuer = {
  issuer: 'https://id.example.org',
  clientId: 'console',
  audience: 'console',
  jwksUri: undefined,
  name: 'Example',
  emailDomains: undefined,
  prompt: undefined,
};
const deps = {
  async verifyBearer(token: string) {
    if (token !== 'token') throw new Problem('token-invalid');
    return { email: 'bert@example.org', issuer: 'x', expiresAt: 0 };
  },
  readSession: server.read,
  origin,
} satisfies Partial<Parameters<typeof createIdentify>[0]>;
const identify = createIdentify({ ...deps, issuers: [issuer] });

async function ask(headers: { readonly [name: string]: string }, method = 'GET'): Promise<string> {
  try {
    const found = await identify({ method, headers: new Headers(headers) });
    return found?.identity.email ?? 'nobody';
  } catch (error) {
    return error instanceof Problem ? error.code : 'failed';
  }
}

test('a request identifies no person if it has neither a token nor a session, or if its Authorization header contains an API key or no token', async () => {
  const cookie = sendBack(await server.begin());
  expect(await ask({})).toBe('nobody');
  expect(await ask({ cookie: 'theme=dark' })).toBe('nobody');
  for (const authorization of ['Basic YTpi', 'Bearer', 'Bearer mf_acme_00', 'Bearer a b'])
    expect(await ask({ authorization, cookie })).toBe('nobody');
});

test('if a request has a token and a session, the token decides, and a token works from any page', async () => {
  const cookie = sendBack(await server.begin());
  const authorization = 'Bearer token';
  expect(await ask({ authorization, cookie }, 'POST')).toBe('bert@example.org');
  expect(await ask({ authorization: 'Bearer other', cookie }, 'POST')).toBe('token-invalid');
});

test('a session may read from any page, and change data only from our own pages', async () => {
  const cookie = sendBack(await server.begin());
  expect(await ask({ cookie })).toBe('anna@example.org');
  expect(await ask({ cookie }, 'DELETE')).toBe('cross-site-request');
  expect(await ask({ cookie, ...own }, 'DELETE')).toBe('anna@example.org');
  expect(await ask({ cookie, ...own, origin: 'https://evil.example' }, 'POST')).toBe(
    'cross-site-request',
  );
  expect(await ask({ cookie: '__session=x', ...own }, 'POST')).toBe('session-ended');
});

test('a session ends when its issuer is no longer configured, or may no longer verify the person’s address', async () => {
  const cookie = sendBack(await server.begin());
  const read = (issuers: readonly Issuer[]) =>
    createIdentify({ ...deps, issuers })({ method: 'GET', headers: new Headers({ cookie }) });
  expect((await read([{ ...issuer, emailDomains: ['example.org'] }]))?.identity).toMatchObject({
    email: 'anna@example.org',
    issuer: issuer.issuer,
  });
  for (const issuers of [
    [],
    [{ ...issuer, issuer: 'https://other.example.org' }],
    [{ ...issuer, emailDomains: ['example.com'] }],
  ])
    await expect(read(issuers)).rejects.toMatchObject({ code: 'session-ended' });
});
