import { beforeAll, describe, expect, test } from 'vitest';
import type { App } from '#shared/http/create-app.ts';
import { type ApiFixture, createApiFixture } from './testing/create-api-fixture.ts';

let fixture: ApiFixture;
let key: string;

beforeAll(async () => {
  fixture = createApiFixture();
  key = await fixture.newKey();
});

const headersOfAll: { readonly [name: string]: RegExp } = {
  'strict-transport-security': /^max-age=63072000; includeSubDomains$/,
  'x-content-type-options': /^nosniff$/,
  'referrer-policy': /^no-referrer$/,
  'permissions-policy': /camera=\(\).*geolocation=\(\)/,
  'cross-origin-opener-policy': /^same-origin$/,
  'cross-origin-resource-policy': /^same-origin$/,
  'x-request-id': /^[0-9a-f-]{36}$/,
};

/** Routes whose answer is the same for everyone. Caches may store it. */
const shared = new Set([
  '/v1/openapi.json',
  '/.well-known/mayfly-keys.json',
  '/assets/:name',
  '/auth/style.css',
]);

function expectHeaders(response: Response, route: string): void {
  for (const [name, value] of Object.entries(headersOfAll))
    expect(`${name}: ${response.headers.get(name)}`).toMatch(
      new RegExp(`^${name}: ${value.source.replace(/^\^/, '')}`),
    );
  if (response.status >= 400 || !shared.has(route))
    expect(response.headers.get('cache-control')).toBe('private, no-store');
  const policy = response.headers.get('content-security-policy');
  expect(policy).toMatch(/^default-src 'none';.* ?frame-ancestors 'none'$/);
  // Pages and the files in /assets have a policy of their own. All other answers have a policy with
  // which they can load nothing.
  const isPage = response.headers.get('content-type')?.startsWith('text/html') === true;
  const isPart = response.status < 400 && route === '/assets/:name';
  if (!isPage && !isPart) expect(policy).toBe("default-src 'none'; frame-ancestors 'none'");
  for (const name of ['access-control-allow-origin', 'x-powered-by', 'server'])
    expect(response.headers.has(name)).toBe(false);
}

const { apps } = createApiFixture();
const routes = Object.entries(apps).flatMap(([name, app]: [string, App]) => {
  const own = app.routes.filter(({ method }) => method !== 'ALL');
  return own.map(({ method, path }) => ({ name: name as keyof typeof apps, method, path }));
});

describe.each(routes)('$name: $method $path', ({ name, method, path }) => {
  const ask = (headers: { readonly [header: string]: string }, as = method) =>
    fixture.apps[name].request(path.replace(/:\w+/, '0'.repeat(32)), { method: as, headers });

  test('every answer has the headers for privacy and security', async () => {
    const authorization = `Bearer ${key}`;
    const answers = [
      await ask({ authorization }),
      await ask({ authorization, origin: 'https://evil.example' }),
      await ask({}),
      await ask({ authorization: 'Bearer mf_acme_0' }),
      await ask({ authorization, 'x-forwarded-proto': 'https, http' }),
      await ask({ authorization, 'content-type': 'application/json' }),
      await ask({ authorization, 'x-forwarded-proto': 'https' }, 'OPTIONS'),
      await ask({ authorization }, 'PROPFIND'),
    ];
    for (const answer of answers) expectHeaders(answer, path);
    expect(answers.some(({ status }) => status >= 400)).toBe(true);
  });
});

test.each(Object.keys(apps))(
  '%s: the answer for an unknown path also has the headers for privacy and security',
  async (name) => {
    const app = fixture.apps[name as keyof typeof apps];
    const response = await app.request('/nothing/here', {
      headers: { authorization: `Bearer ${key}` },
    });
    expect(response.status).toBe(404);
    expectHeaders(response, '');
  },
);

test.each(['http', 'HTTP', 'https,http', 'http, https', ''])(
  'every route except /health refuses the scheme «%s»',
  async (scheme) => {
    for (const { name, method, path } of routes.filter((route) => route.path !== '/health')) {
      const headers = { authorization: `Bearer ${key}`, 'x-forwarded-proto': scheme };
      const response = await fixture.apps[name].request(path, { method, headers });
      expect([path, response.status, await response.json()]).toMatchObject([
        path,
        403,
        { code: 'https-required' },
      ]);
    }
  },
);
