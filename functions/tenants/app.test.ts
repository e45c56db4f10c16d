import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Identify } from '#shared/access/identity.ts';
import { createTestFixture } from '#shared/records/testing/create-test-context.ts';
import { testIssuer } from '#shared/tenants/testing/create-tenants-fixture.ts';
import { createApiService } from '#shared/wiring/api-service.ts';
import { deploymentOf } from '#shared/wiring/deployment-of.ts';
import { publicKeysOf } from '#shared/wiring/keys/public-keys-of.ts';
import { createTenantsApp } from './app.ts';

const operator = 'betrieb@example.org';

const identify: Identify = async ({ headers }) => {
  const [, email] = /^Bearer as:(.+)$/.exec(headers.get('authorization') ?? '') ?? [];
  return email === undefined ? undefined : { identity: { email, issuer: testIssuer.issuer } };
};

function createFixture() {
  const { platform } = createTestFixture();
  const service = createApiService({ ...platform, identify }, 'tenants');
  const people = { ...service.people, issuers: [testIssuer] };
  const app = createTenantsApp({
    ...service,
    people,
    operators: new Set([operator]),
    deployment: deploymentOf(platform.config),
    publicKeys: publicKeysOf(platform, 'tenants'),
  });
  const ask = async (
    email: string,
    method: string,
    path: string,
    body?: unknown,
    headers: { readonly [name: string]: string } = {},
  ) => {
    const response = await app.request(path, {
      method,
      headers: {
        authorization: `Bearer as:${email}`,
        'content-type': 'application/json',
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const answer = JSON.parse(text || '{}') as { readonly [name: string]: unknown };
    return { status: response.status, body: answer };
  };
  const page = async (email: string, path: string) =>
    app.request(path, { headers: { authorization: `Bearer as:${email}` } });
  return Object.assign(ask, { page });
}

const owner = 'inhaberin@example.com';

test('the owner of a new tenant sees their own changes at once, and can invite a person with fewer rights', async () => {
  const as = createFixture();
  const tenant = { id: 'blumen', owner, modules: [] };
  expect((await as(owner, 'POST', '/v1/tenants', tenant)).status).toBe(403);
  expect((await as(operator, 'POST', '/v1/tenants', tenant)).status).toBe(201);
  const me = await as(owner, 'GET', '/v1/me');
  expect(me.body['tenants']).toEqual([{ tenant: 'blumen', role: 'owner' }]);

  const change = { default_region: 'AT' };
  expect((await as(owner, 'PUT', '/v1/tenant', change)).status).toBe(200);
  expect((await as(owner, 'GET', '/v1/tenant')).body).toMatchObject(change);

  const viewer = 'zuschauer@example.com';
  const invited = { email: viewer, role: 'viewer' };
  expect((await as(owner, 'POST', '/v1/tenant/members', invited)).status).toBe(201);
  expect((await as(viewer, 'GET', '/v1/tenant/storage')).status).toBe(200);
  expect((await as(viewer, 'PUT', '/v1/tenant', change)).body['code']).toBe('scope-missing');
});

test('an API key is shown once, to the person who creates it', async () => {
  const as = createFixture();
  await as(operator, 'POST', '/v1/tenants', { id: 'blumen', owner, modules: [] });
  const made = await as(owner, 'POST', '/v1/tenant/api-keys', { scopes: ['customers:read'] });
  expect(made.body['key']).toMatch(/^mf_blumen_/);
  const listed = await as(owner, 'GET', '/v1/tenant/api-keys');
  expect(JSON.stringify(listed.body)).not.toContain(String(made.body['key']));
});

test('a request for an API key may name an end in the year 9999; the key then ends at the latest instant that Mayfly can store', async () => {
  const as = createFixture();
  await as(operator, 'POST', '/v1/tenants', { id: 'blumen', owner, modules: [] });
  const body = { scopes: ['customers:read'], expires_at: '9999-12-31T23:59:59Z' };
  const made = await as(owner, 'POST', '/v1/tenant/api-keys', body);
  expect([made.status, made.body['expires_at']]).toEqual([201, '2255-06-05T23:47:34.740Z']);
});

test('a change of the particulars is refused if its `If-Match` is the tag of an older state', async () => {
  const as = createFixture();
  const path = '/v1/tenant/particulars';
  await as(operator, 'POST', '/v1/tenants', { id: 'blumen', owner, modules: [] });
  const tag = async () => (await as.page(owner, path)).headers.get('etag') ?? '';
  const change = (name: string, ifMatch: string) =>
    as(
      owner,
      'PUT',
      path,
      { controller: { name, postal_address: 'Bonn' } },
      { 'if-match': ifMatch },
    );
  const first = await tag();
  expect((await change('Blumen Beispiel GmbH', first)).status).toBe(200);
  expect((await change('Blüten Beispiel GmbH', first)).body['code']).toBe('precondition-failed');
  expect((await change('Blüten Beispiel GmbH', 'Blumen')).body['code']).toBe('header-invalid');
  expect((await as(owner, 'GET', path)).body).toMatchObject({
    controller: { name: 'Blumen Beispiel GmbH' },
  });
  expect((await change('Blüten Beispiel GmbH', await tag())).status).toBe(200);
});

test('a change of the profile is refused if its `If-Match` is the tag of an older state', async () => {
  const as = createFixture();
  const path = '/v1/tenant';
  await as(operator, 'POST', '/v1/tenants', { id: 'blumen', owner, modules: [] });
  const tag = async () => (await as.page(owner, path)).headers.get('etag') ?? '';
  const change = (modules: readonly string[], ifMatch: string) =>
    as(owner, 'PUT', path, { modules }, { 'if-match': ifMatch });
  const first = await tag();
  expect((await change(['coupon'], first)).status).toBe(200);
  expect((await change([], first)).body['code']).toBe('precondition-failed');
  expect((await change([], 'Blumen')).body['code']).toBe('header-invalid');
  expect((await as(owner, 'GET', path)).body).toMatchObject({ modules: ['coupon'] });
  expect((await change([], await tag())).status).toBe(200);
});

test('a document about processing exists as JSON and as a page, and the page allows only its own style', async () => {
  const as = createFixture();
  await as(operator, 'POST', '/v1/tenants', { id: 'blumen', owner, modules: [] });
  const said = { controller: { name: '<b>Blumen</b>', postal_address: 'Bonn' } };
  expect((await as(owner, 'PUT', '/v1/tenant/particulars', said)).status).toBe(200);
  for (const name of ['record-of-processing', 'deletion-concept', 'deletion-log']) {
    const path = `/v1/tenant/${name}`;
    expect((await as(owner, 'GET', path)).body).toMatchObject({ kind: name, language: 'de' });
    const english = await as(owner, 'GET', `${path}?language=en`);
    expect(english.body).toMatchObject({ language: 'en' });
    const response = await as.page(owner, `${path}?format=html`);
    expect(response.headers.get('content-type')).toMatch(/^text\/html/);
    const page = await response.text();
    expect(page).toMatch(/^<!doctype html>\n<html lang="de">/);
    expect(page).not.toContain('<b>');
    const [, style = ''] = /<style>([^<]*)<\/style>/.exec(page) ?? [];
    const hash = createHash('sha256').update(style).digest('base64');
    expect(response.headers.get('content-security-policy')).toContain(`style-src 'sha256-${hash}'`);
    expect((await as(owner, 'GET', `${path}?language=fr`)).body['code']).toBe('query-invalid');
  }
});

test('only operators can read the operator’s record of processing', async () => {
  const as = createFixture();
  await as(operator, 'POST', '/v1/tenants', { id: 'blumen', owner, modules: [] });
  const path = '/v1/operator/record-of-processing';
  expect((await as(operator, 'GET', path)).body['controllers']).toMatchObject([
    { tenant: 'blumen' },
  ]);
  expect((await as(owner, 'GET', path)).body['code']).toBe('operators-only');
});
