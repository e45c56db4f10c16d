import { beforeEach, describe, expect, test } from 'vitest';
import type { OriginLookup } from '#shared/settings/origin-lookup.ts';
import { createGuardedApp } from '../testing/create-guarded-app.ts';

const blumen = 'https://www.blumen.example';
const stadt = 'https://dialog.stadt.example:8443';
const registered: { readonly [tenant: string]: readonly string[] } = {
  blumen: [blumen],
  stadt: [stadt],
};

let asked: string[];
let fixture: ReturnType<typeof createGuardedApp>;
const origins: OriginLookup = {
  isRegistered: async (origin) => {
    asked.push(origin);
    return Object.values(registered).flat().includes(origin);
  },
  originsOf: async (tenant) => new Set(registered[tenant]),
};

beforeEach(() => {
  asked = [];
  fixture = createGuardedApp({ guards: { origins } });
});

type Headers = { readonly [name: string]: string };

function get(headers: Headers, app = fixture.app) {
  return app.request('/v1/work', { headers });
}

function preflight(origin: string, path = '/v1/work', app = fixture.app) {
  const headers = { origin, 'access-control-request-method': 'GET' };
  return app.request(path, { method: 'OPTIONS', headers });
}

function corsHeaders(response: Response): string[] {
  return [...response.headers.keys()].filter((name) => name.startsWith('access-control-'));
}

/** Origins that no tenant has registered. Some of them look like a registered origin. */
const foreign = [
  'https://evil.example',
  'http://www.blumen.example',
  `${blumen}:8443`,
  `${blumen}.evil.example`,
  'https://evil-www.blumen.example',
  `${blumen}/`,
  blumen.toUpperCase(),
  `${blumen} ${stadt}`,
  `${blumen},${stadt}`,
  'null',
  '*',
  'file://',
  '',
];

describe('a preflight', () => {
  test('from a registered origin gets the allowed methods and headers, but no permission for cookies', async () => {
    const response = await preflight(blumen);
    expect([response.status, await response.text()]).toEqual([204, '']);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'access-control-allow-origin': blumen,
      'access-control-allow-methods': 'GET',
      'access-control-allow-headers': expect.stringContaining('Authorization'),
      'access-control-max-age': '600',
      vary: 'Origin',
    });
    expect(response.headers.has('access-control-allow-credentials')).toBe(false);
    expect(fixture.worked()).toBe(0);
  });

  test.each(foreign)(
    'from «%s» gets 405 without CORS headers, as any other OPTIONS request does',
    async (origin) => {
      const response = await preflight(origin);
      expect([response.status, corsHeaders(response)]).toEqual([405, []]);
    },
  );

  test('for an unknown path gets 404', async () => {
    const response = await preflight(blumen, '/v1/nothing');
    expect(response.status).toBe(404);
  });
});

describe('a request', () => {
  test('from an origin that the caller’s tenant has registered is answered, and the page may read the answer', async () => {
    const response = await get({ origin: blumen, authorization: 'blumen' });
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBe(blumen);
    expect(response.headers.get('access-control-expose-headers')).toContain('Retry-After');
    expect(response.headers.get('vary')).toBe('Origin');
    expect(response.headers.has('access-control-allow-credentials')).toBe(false);
  });

  test.each([stadt, ...foreign])(
    'from «%s» is refused before any work, even with a valid credential',
    async (origin) => {
      const response = await get({ origin, authorization: 'blumen' });
      expect([response.status, corsHeaders(response)]).toEqual([403, []]);
      expect(await response.json()).toMatchObject({ code: 'origin-refused' });
      expect(fixture.worked()).toBe(0);
    },
  );

  test('with a missing or wrong credential gets 401, and a page of a registered origin may read this answer', async () => {
    for (const headers of [{ origin: blumen }, { origin: blumen, authorization: 'wrong' }]) {
      const response = await get(headers);
      expect(response.status).toBe(401);
      expect(response.headers.get('access-control-allow-origin')).toBe(blumen);
    }
    expect(corsHeaders(await get({ origin: 'https://evil.example' }))).toEqual([]);
  });

  test('from our own pages is answered without CORS headers', async () => {
    for (const own of [
      { origin: 'https://console.example', host: 'console.example' },
      { origin: 'https://console.example', 'x-forwarded-host': 'console.example' },
    ]) {
      const response = await get({ ...own, authorization: 'blumen' });
      expect([response.status, corsHeaders(response)]).toEqual([200, []]);
    }
  });

  test('from a program has no origin, and is answered without CORS headers', async () => {
    const response = await get({ authorization: 'blumen' });
    expect([response.status, corsHeaders(response), asked]).toEqual([200, [], []]);
    // Without `Vary: Origin`, a cache could give this answer to a page.
    expect(response.headers.get('vary')).toBe('Origin');
  });
});

test('an origin with an invalid form is not looked up', async () => {
  for (const origin of [
    'null',
    '',
    'x'.repeat(10_000),
    `https://${'a'.repeat(300)}`,
    'https://a/b',
  ])
    await preflight(origin);
  expect(asked).toEqual([]);
});

test('if an app has no look-up of origins, no origin is allowed', async () => {
  const { app } = createGuardedApp({});
  const answers = [await preflight(blumen, '/v1/work', app), await get({ origin: blumen }, app)];
  expect(answers.map(({ status }) => status)).toEqual([405, 401]);
  expect(answers.flatMap(corsHeaders)).toEqual([]);
});
