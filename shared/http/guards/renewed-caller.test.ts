import { expect, test } from 'vitest';
import { hashApiKey } from '#shared/access/api-key.ts';
import { revokeApiKey } from '#shared/access/manage-api-keys.ts';
import { createApiKey } from '#shared/access/store-api-key.ts';
import { microsPerSecond } from '#shared/base/time/instant.ts';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import { categories } from '#shared/categories/registry.ts';
import { createRecords } from '#shared/records/create-records.ts';
import { createTestFixture } from '#shared/records/testing/create-test-context.ts';
import { openTenant } from '#shared/settings/testing/everything-on.ts';
import { createApiService } from '#shared/wiring/api-service.ts';
import { createCategoryApp } from '../category-api/create-category-app.ts';

const tenant = 'acme';

/**
 * Creates a tenant with enough messages for several pages, and starts an export with an API key.
 * `revoke` revokes this key.
 */
async function beginExport() {
  const fixture = createTestFixture();
  const { platform, clock } = fixture;
  const ctx = fixture.contextOf(tenant);
  await openTenant(platform, tenant);
  const message = { conversation_id: 'c', author: 'bot', text: 'x'.repeat(2_000) };
  const body = Array.from({ length: 300 }, () => message);
  await createRecords(ctx, { category: chatMessages, body });
  const scopes = ['chat_messages:export'];
  const key = await createApiKey(platform, { tenant, scopes });
  const app = createCategoryApp(createApiService(platform, 'chat'), { category: chatMessages });
  const headers = { authorization: `Bearer ${key}` };
  const response = await app.request('/v1/chat-messages/export.csv', { headers });
  const revoke = () => {
    const caller = { ...ctx, scopes: new Set(['tenant']) };
    return revokeApiKey({ ...ctx, categories }, caller, { id: hashApiKey(key) });
  };
  return { response, revoke, clock };
}

test('a slow export continues as long as its key is valid', async () => {
  const { response, clock } = await beginExport();
  clock.now += 600 * microsPerSecond;
  expect((await response.text()).trim().split('\r\n')).toHaveLength(301);
});

test('if the key of a running export is revoked, the export ends with an error after 5 s', async () => {
  const { response, revoke, clock } = await beginExport();
  await revoke();
  clock.now += 5 * microsPerSecond;
  await expect(response.text()).rejects.toThrow('the export ended early');
});
