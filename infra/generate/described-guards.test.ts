import { describe, expect, test } from 'vitest';
import { categories } from '#shared/categories/registry.ts';
import { describeApi } from '#shared/openapi/describe-api.ts';
import { readOperations } from '#shared/openapi/read-contents.ts';
import { createValidator } from '#shared/openapi/testing/create-validator.ts';
import {
  type ApiRequest,
  askAsDescribed,
  type DescribedOperation,
} from './testing/ask-as-described.ts';
import { type ApiFixture, createApiFixture } from './testing/create-api-fixture.ts';

const document = describeApi(categories);
const validate = createValidator(document);
const guarded = [...readOperations(document)]
  .filter(([, { security }]) => security.some((scheme) => !('schedulerToken' in scheme)))
  .map(([route, operation]): DescribedOperation => {
    const [method = '', path = ''] = route.split(' ');
    return { route, method, path, operation };
  });
const own = 'https://www.blumen.example';
const registered = new Set(['https://dialog.stadt.example', own]);

const opened = createApiFixture({
  origins: {
    isRegistered: async (origin) => registered.has(origin),
    originsOf: async (tenant) => new Set(tenant === 'blumen' ? [own] : []),
  },
});

async function askWith(fixture: ApiFixture, each: DescribedOperation) {
  const key = await fixture.newKey();
  return (request: ApiRequest) =>
    askAsDescribed({ document, validate, fixture, key }, each, request);
}

describe.each(guarded)('$route', (each) => {
  test('refuses too many requests with one credential, as described', async () => {
    const ask = await askWith(createApiFixture({ burst: 1 }), each);
    const id = '0'.repeat(32);
    expect(await ask({ id })).not.toBe('too-many-requests');
    expect(await ask({ id })).toBe('too-many-requests');
  });

  test('admits our own pages, and on a route for tenants also the registered origins of the tenant; refuses other pages as described', async () => {
    const ask = await askWith(opened, each);
    const id = '0'.repeat(32);
    const isOfTenant = each.operation.security.some(
      (security) => 'apiKey' in security || 'deviceToken' in security,
    );
    const ours = { origin: 'https://console.example', host: 'console.example' };
    expect(await ask({ id, headers: ours })).not.toBe('origin-refused');
    // Routes for a person without a tenant admit only our own pages.
    const answer = await ask({ id, headers: { origin: own } });
    expect(answer === 'origin-refused').toBe(!isOfTenant);
    for (const origin of ['https://dialog.stadt.example', 'https://evil.example', 'null'])
      expect(await ask({ id, headers: { origin } })).toBe('origin-refused');
  });
});
