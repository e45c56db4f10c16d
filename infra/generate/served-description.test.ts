import { expect, test } from 'vitest';
import { categories } from '#shared/categories/registry.ts';
import { describeApi } from '#shared/openapi/describe-api.ts';
import { createApiFixture } from './testing/create-api-fixture.ts';

const { tenants } = createApiFixture().apps;

test('anyone may read the description, which is generated from the present registry', async () => {
  const response = await tenants.request('/v1/openapi.json');
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/json');
  expect(await response.json()).toEqual(JSON.parse(JSON.stringify(describeApi(categories))));
});

test('caches may store the description, and can ask whether it has changed', async () => {
  const first = await tenants.request('/v1/openapi.json');
  expect(first.headers.get('cache-control')).toBe('public, max-age=3600');
  const tag = first.headers.get('etag') ?? '';
  const again = await tenants.request('/v1/openapi.json', { headers: { 'if-none-match': tag } });
  expect(again.status).toBe(304);
  expect(await again.text()).toBe('');
  const other = await tenants.request('/v1/openapi.json', { headers: { 'if-none-match': '"x"' } });
  expect(other.status).toBe(200);
});
