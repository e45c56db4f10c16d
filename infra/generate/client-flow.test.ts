import { expect, test } from 'vitest';
import { categories } from '#shared/categories/registry.ts';
import { createMayflyClient } from '#shared/client/create-mayfly-client.ts';
import type { MayflyProblem } from '#shared/client/mayfly-problem.ts';
import { operations } from '#shared/client/operations.ts';
import { scriptClient } from '#shared/client/testing/script-fetch.ts';
import { describeApi } from '#shared/openapi/describe-api.ts';
import { readOperations } from '#shared/openapi/read-contents.ts';
import { createApiFixture } from './testing/create-api-fixture.ts';
import { functionOf } from './testing/function-of.ts';

const email = 'juergen.mueller@example.com';

test('the client has every route of the description, and no other', () => {
  const described = [...readOperations(describeApi(categories)).keys()];
  expect(Object.keys(operations)).toEqual(described);
});

/** Creates a client of all functions in this process, for a key or for a person's token. */
async function openClient(credential?: string) {
  const fixture = createApiFixture();
  const apiKey = credential ?? (await fixture.newKey());
  const client = createMayflyClient({
    baseUrl: 'https://mayfly.example.com',
    apiKey: credential === 'person' ? fixture.personToken : apiKey,
    fetch: async (url, init) => {
      const { pathname, search } = new URL(url);
      return fixture.apps[functionOf(pathname)].request(`${pathname}${search}`, init);
    },
  });
  return { client, fixture };
}

// The calls are written as a caller would write them. The real functions answer them.
test('the client can use all twelve categories', async () => {
  const { client } = await openClient();
  const message = { conversation_id: 'c-1', author: 'customer', text: 'Grüß Gott!' } as const;
  const chat = await client.chatMessages.create(message);
  expect(await client.request('GET /v1/chat-messages/{id}', { id: chat.id })).toEqual(chat);
  const { items } = await client.request('GET /v1/conversations', { query: { limit: 1 } });
  expect(items[0]?.last_message.preview).toBe(message.text);
  await client.request('PUT /v1/conversations/{id}/subject', { id: 'c-1', body: { email } });

  const nlu = await client.nluMessages.create({
    conversation_id: 'c-1',
    text: 'Wo?',
    intent: 'a.b',
  });
  await client.nluMessages.review(nlu.id, { verdict: 'right' });

  const owner = { channel: 'whatsapp', external_id: '+49 30 23125 014' } as const;
  const state = { step: { name: 'address', tried: 2 } };
  await client.messengerSessions.upsert({ ...owner, conversation_id: 'c-1', state });
  expect((await client.messengerSessions.lookup(owner)).state).toEqual(state);

  await client.runtimeLog.create({ level: 'info', event: 'sign_in.passed', email });
  const { record: customer } = await client.customers.upsert({
    email,
    authenticated_by: 'sign_in',
    values: { ort: 'Köln' },
  });
  const touched = await client.request('POST /v1/customers/{id}/touch', { id: customer.id });
  expect(touched.values).toEqual({ ort: 'Köln' });
  const log = await client.request('GET /v1/manager-log');
  expect(log.items).toEqual([]);

  await client.variables.upsert({ experience_id: 'e', instance_id: 'c-1', name: 'n', value: [1] });
  const consent = await client.marketingConsents.create({
    type: 'newsletter',
    email,
    opt_in: 'double',
  });
  const confirmed = await client.marketingConsents.confirm(consent.id, { ip: '203.0.113.7' });
  expect(confirmed.status).toBe('confirmed');

  const pool = await client.couponPools.create({ name: 'h', kind: 'coupon', policy: 'once' });
  const id = pool.id;
  await client.request('POST /v1/coupon-pools/{id}/codes', { id, body: 'A-1', query: {} });
  expect((await client.couponPools.emit(id, { email })).code).toBe('A-1');

  await client.loyaltyTransactions.create({ email, coins: 10, reason: 'kauf' });
  await client.loyaltyRedemptions.create({ email, reward_id: 'vase', coins: 2 });
  expect(await client.request('POST /v1/loyalty/balance', { body: { email } })).toEqual({
    coins: 8,
  });

  const raffle = await client.raffles.create({ name: 'Sommer', policy: 'once' });
  await client.raffleParticipations.create({ raffle_id: raffle.id, email });
  const drawn = { id: raffle.id, body: { count: 1 } };
  const { winners } = await client.request('POST /v1/raffles/{id}/draws', drawn);
  expect(winners).toMatchObject([{ email }]);

  const csv = await client.request('GET /v1/customers/export.csv', { query: { format: 'raw' } });
  expect(await new Response(csv).text()).toContain(email);
});

test('the client can use a tenant’s profile, members and keys', async () => {
  const { client } = await openClient();
  const body = { categories: { chat_messages: { retention_days: 3 } } } as const;
  expect((await client.request('POST /v1/tenant/what-if', { body })).changes).toHaveLength(1);
  await client.request('PUT /v1/tenant', { body });
  const invited = { email: 'anna@example.com', role: 'viewer' } as const;
  const { id } = await client.request('POST /v1/tenant/members', { body: invited });
  await client.request('PATCH /v1/tenant/members/{id}', { id, body: { role: 'support' } });
  await client.request('DELETE /v1/tenant/members/{id}', { id });
  const asked = { body: { scopes: ['customers:read'] }, idempotencyKey: 'k' } as const;
  const first = await client.request('POST /v1/tenant/api-keys', asked);
  const again = await client.request('POST /v1/tenant/api-keys', asked);
  expect([first.key?.slice(0, 3), again.key, again.id]).toEqual(['mf_', null, first.id]);
  await client.request('DELETE /v1/tenant/api-keys/{id}', { id: first.id });
  const { items } = await client.request('GET /v1/tenant/api-keys');
  expect(items.find((key) => key.id === first.id)?.revoked_at).not.toBeNull();
  expect((await client.storage()).categories).toHaveLength(12);
});

test('the client can use the routes for persons and for everybody, and the health check', async () => {
  const { client } = await openClient('person');
  expect(await client.request('GET /v1/me')).toMatchObject({ operator: true });
  const body = { id: 'stadtgarten', owner: 'anna.gruber@example.com' };
  expect((await client.request('POST /v1/tenants', { body })).id).toBe(body.id);
  expect(await client.request('GET /health')).toEqual({ status: 'ok' });
  expect(await client.request('GET /v1/openapi.json')).toMatchObject({ openapi: '3.1.1' });
  const { client: program } = await openClient();
  await expect(program.request('GET /v1/me')).rejects.toMatchObject({ code: 'people-only' });
});

test('a thrown error contains the request id that the caller chose', async () => {
  const { client } = await openClient();
  const call = client.customers.get('0'.repeat(32), { requestId: 'shop:11' });
  const problem = await call.catch((error: MayflyProblem) => error);
  expect(problem).toMatchObject({ status: 404, requestId: 'shop:11' });
});

test('the client sends no request whose URL would contain a value that could be personal', async () => {
  const { client, sent } = scriptClient([]);
  const calls = [
    () => client.request('GET /v1/customers/{id}', { id: email }),
    () => client.request('GET /v1/conversations/{id}/messages', { id: '030 23125014' }),
    () => client.request('DELETE /v1/tenant/members/{id}', { id: email }),
    () => client.request('GET /v1/chat-messages', { query: { conversation_id: email } }),
  ];
  for (const call of calls) await expect(call()).rejects.toThrow(TypeError);
  expect(sent).toEqual([]);
});

test('a request of the console has the header mayfly-csrf, and names the tenant', async () => {
  const answer = { status: 200, body: {} };
  const page = scriptClient([answer], { apiKey: undefined as never, tenant: 'blumen' });
  await page.client.request('PUT /v1/tenant', { body: {} });
  expect(page.sent[0]?.headers).toMatchObject({ 'mayfly-csrf': '1', 'mayfly-tenant': 'blumen' });
  expect(page.sent[0]?.headers['authorization']).toBeUndefined();
  const program = scriptClient([answer]);
  await program.client.request('GET /v1/tenant');
  expect(program.sent[0]?.headers['mayfly-csrf']).toBeUndefined();
});
