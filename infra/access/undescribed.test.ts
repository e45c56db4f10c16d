import { Hono } from 'hono';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { customers } from '#shared/categories/customers.ts';
import type { AppEnv } from '#shared/http/env.ts';
import { createApiFixture } from '../generate/testing/create-api-fixture.ts';
import type { FunctionName } from '../manifest.ts';
import { accessTable } from './access-table.ts';
import { findUnlisted, listRoutes } from './list-routes.ts';
import { createPeopleFixture, type PeopleFixture } from './testing/create-people-fixture.ts';
import { undescribedRoutes } from './undescribed-routes.ts';

const { guardedApps } = createApiFixture();
const served = listRoutes(guardedApps);

test('every route of every function is in the access table, or in the list of routes without a description', () => {
  expect(findUnlisted(guardedApps)).toEqual([]);
});

test('every route in undescribedRoutes exists, is not in the access table, and has a stated reason', () => {
  const routes = new Set(served.map(({ route }) => route));
  for (const [route, { reason }] of Object.entries(undescribedRoutes)) {
    expect([route, routes.has(route), route in accessTable]).toEqual([route, true, false]);
    expect(reason.length).toBeGreaterThan(10);
  }
});

test.each(['get', 'post', 'all'] as const)(
  'an unlisted route in any function is found: app.%s',
  (method) => {
    for (const [name, { routes }] of Object.entries(guardedApps)) {
      const app = new Hono<AppEnv>();
      app.use('/v1/*', (_c, next) => next());
      app[method]('/v1/customers/:id/copies', (c) => c.text(''));
      const apps = { ...guardedApps, [name]: { routes: [...routes, ...app.routes] } };
      const route = `${method.toUpperCase()} /v1/customers/{id}/copies`;
      expect(findUnlisted(apps)).toEqual([{ name, route, declaration: undefined }]);
    }
  },
);

/** The headers of callers without a valid credential. */
const strangers: { readonly [kind: string]: { readonly [header: string]: string } } = {
  'no credential': {},
  'no credential, from a page of the console': {
    origin: 'https://console.example',
    'sec-fetch-site': 'same-origin',
    'mayfly-csrf': '1',
  },
  'an unknown API key': { authorization: `Bearer mf_blumen_${'0'.repeat(64)}` },
  'a made-up token': { authorization: 'Bearer a.b.c' },
  'a made-up session': { cookie: '__session=eyJhbGciOiJub25lIn0' },
};
/** The tests send this text in the parameters of a request. No answer may contain it. */
const planted = 'geheim@example.net';
const query = new URLSearchParams({ return_to: `//${planted}`, issuer: planted, code: planted });

let fixture: PeopleFixture;

beforeEach(async () => {
  fixture = await createPeopleFixture();
  await fixture.storeExample(customers);
});

const storeMethods = [
  'get',
  'getAll',
  'query',
  'count',
  'aggregate',
  'commit',
  'deleteEach',
] as const;
const undescribed = served.filter(({ route }) => route in undescribedRoutes);

describe.each(undescribed)('$name: $route', ({ name, route }) => {
  const [method = '', pattern = ''] = route.split(' ');
  const path = pattern.replace('{name}', 'main.js');
  const ask = (headers: { readonly [header: string]: string }, search = '') =>
    fixture.guardedApps[name as FunctionName].request(path + search, { method, headers });

  test('gives callers without a credential the status in undescribedRoutes, and calls neither the database nor the key service', async () => {
    const asked = storeMethods.map((each) => vi.spyOn(fixture.store, each));
    fixture.setKeyService('unavailable');
    const response = await ask({});
    expect(response.status).toBe(undescribedRoutes[route]?.answers);
    for (const spy of asked) expect(spy).not.toHaveBeenCalled();
  });

  test('changes nothing for callers without a valid credential, and returns no session, stored data or text of the request', async () => {
    const changes = [vi.spyOn(fixture.store, 'commit'), vi.spyOn(fixture.store, 'deleteEach')];
    for (const [kind, headers] of Object.entries(strangers))
      for (const search of ['', `?${query.toString()}`]) {
        const response = await ask(headers, search);
        expect([kind, response.status < 500]).toEqual([kind, true]);
        expect(response.headers.get('set-cookie') ?? '').toMatch(/^$|^__session=;/);
        expect(response.headers.get('location')).toBeNull();
        const told = JSON.stringify([...response.headers]) + (await response.text());
        expect(told).not.toMatch(/geheim|blumen|owner@|example\.org|mf_(?!…)/i);
      }
    for (const change of changes) expect(change).not.toHaveBeenCalled();
  });
});
