import { beforeEach, expect, test } from 'vitest';
import { hashApiKey } from '#shared/access/api-key.ts';
import { apiKeyUses } from '#shared/access/collections.ts';
import { createApiKey } from '#shared/access/store-api-key.ts';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import { createTestFixture } from '#shared/records/testing/create-test-context.ts';
import { openTenant } from '#shared/settings/testing/everything-on.ts';
import { createApiService } from '#shared/wiring/api-service.ts';
import { createCategoryApp } from '../category-api/create-category-app.ts';

const tenant = 'acme';
const path = '/v1/chat-messages';
const message = { conversation_id: 'c', author: 'bot', text: 'x' };
let fixture: ReturnType<typeof createTestFixture>;

beforeEach(async () => {
  fixture = createTestFixture();
  await openTenant(fixture.platform, tenant);
});

/**
 * Sends a request `times` times, with an API key that has these scopes.
 * @returns the last status, and the scopes that were noted as used
 */
async function ask(scopes: readonly string[], method: 'GET' | 'POST', at = path, times = 1) {
  const { platform, store } = fixture;
  const key = await createApiKey(platform, { tenant, scopes });
  const app = createCategoryApp(createApiService(platform, 'chat'), { category: chatMessages });
  const headers = {
    authorization: `Bearer ${key}`,
    'content-type': 'application/json',
    ...(method === 'POST' && { 'idempotency-key': 'once' }),
  };
  const body = method === 'POST' ? { body: JSON.stringify(message) } : {};
  let response = new Response();
  for (let time = 0; time < times; time += 1) {
    response = await app.request(at, { method, headers, ...body });
    await response.text();
  }
  const ref = { tenant, collection: apiKeyUses.id, id: hashApiKey(key) };
  const used = (await store.get(ref))?.data['scopes_used'] as string[] | undefined;
  return [response.status, used?.map((text) => text.split(' ')[0])];
}

const all = ['read', 'write', 'delete', 'export'].map((verb) => `chat_messages:${verb}`);

test('if a key has several rights, a request notes only the right that it needs as used', async () => {
  expect(await ask(all, 'POST')).toEqual([201, ['chat_messages:write']]);
  expect(await ask(all, 'GET')).toEqual([200, ['chat_messages:read']]);
  expect(await ask(all, 'GET', `${path}/export.csv`)).toEqual([200, ['chat_messages:export']]);
});

test('a repeated write notes only the right to write as used, even if the key may also read', async () => {
  expect(await ask(all, 'POST', path, 2)).toEqual([201, ['chat_messages:write']]);
});

test('if the key lacks the right for a request, the request is refused, and no right is noted as used', async () => {
  expect(await ask(['chat_messages:write'], 'GET')).toEqual([403, undefined]);
});
