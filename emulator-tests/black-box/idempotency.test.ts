import { beforeAll, expect, test } from 'vitest';
import { createTestClock } from '../harness/clock.ts';
import { createInstance, createTenant, type Tenant } from '../harness/instance.ts';
import { useStack } from '../harness/stack.ts';
import { storedIn } from '../harness/stored-state.ts';

const stack = useStack('demo-idempotency');
const clock = createTestClock();
const path = '/v1/chat-messages';
const sent = { conversation_id: 'c1', author: 'bot', text: 'einmal' };
let tenant: Tenant;

beforeAll(async () => {
  tenant = await createTenant(createInstance(stack(), clock), clock.now, 'repeated');
});

const post = (key: string, body: unknown = sent) =>
  tenant.chat('POST', path, body, { 'idempotency-key': key });

async function storedMessages(): Promise<number> {
  return storedIn(await stack().readState(), 'chat_messages').length;
}

test('for 24 hours a repeated request gets the record of the first request; after that it stores a new record', async () => {
  const first = await post('k1');
  expect(first.headers.get('idempotency-replayed')).toBeNull();
  clock.advance(86_400e6 - 1_000);
  const second = await post('k1');
  expect([second.status, second.body]).toEqual([201, first.body]);
  expect(second.headers.get('idempotency-replayed')).toBe('true');
  clock.advance(1_000);
  const third = await post('k1');
  expect([third.status, third.body.id === first.body.id]).toEqual([201, false]);
  expect(await storedMessages()).toBe(2);
});

test('a repeated batch gets the same records in the same order', async () => {
  const batch = Array.from({ length: 40 }, (_, at) => ({ ...sent, text: `Nachricht ${at}` }));
  const [first, second] = [await post('batch', batch), await post('batch', batch)];
  expect(first.body.items).toHaveLength(40);
  expect([second.status, second.body]).toEqual([201, first.body]);
});

test('the same Idempotency-Key with another body is refused, and nothing is stored', async () => {
  await post('k2');
  const before = await storedMessages();
  const other = await post('k2', { ...sent, text: 'zweimal' });
  expect([other.status, other.body.code]).toEqual([422, 'idempotency-mismatch']);
  expect(await storedMessages()).toBe(before);
});

test('the same Idempotency-Key for another category counts as another request', async () => {
  await post('k3');
  const body = { email: 'anna@example.org', authenticated_by: 'sso' };
  const created = await tenant.customers('POST', '/v1/customers', body, {
    'idempotency-key': 'k3',
  });
  expect([created.status, created.body.email]).toEqual([201, body.email]);
});

test('if the record was deleted, a repeated request gets 410 instead of the record', async () => {
  const { body } = await post('k4');
  await tenant.chat('DELETE', `${path}/${body.id}`);
  const again = await post('k4');
  expect([again.status, again.body.code]).toEqual([410, 'idempotency-record-gone']);
  expect((await tenant.chat('GET', `${path}/${body.id}`)).status).toBe(404);
});

test('a repeated creation of a customer gets the customer and not a conflict', async () => {
  const body = { email: 'berta@example.org', authenticated_by: 'sso' };
  const create = () => tenant.customers('POST', '/v1/customers', body, { 'idempotency-key': 'k5' });
  const [first, second] = [await create(), await create()];
  expect([second.status, second.body]).toEqual([201, first.body]);
  expect((await tenant.customers('POST', '/v1/customers', body)).status).toBe(409);
});
