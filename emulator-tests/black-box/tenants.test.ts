import { beforeAll, describe, expect, test } from 'vitest';
import type { Answer, Call } from '../harness/caller.ts';
import { createTestClock } from '../harness/clock.ts';
import { createInstance, createTenant, type Tenant } from '../harness/instance.ts';
import { useOfKey, useStack } from '../harness/stack.ts';
import { storedIn } from '../harness/stored-state.ts';

const stack = useStack('demo-tenants');
const clock = createTestClock();
const never = 'f'.repeat(32);
let owner: Tenant;
let other: Tenant;
let ids: { readonly message: string; readonly customer: string };
let cursors: { readonly messages: string; readonly reading: string; readonly heads: string };

const customer = { email: 'anna@example.org', authenticated_by: 'sso', values: { stadt: 'Köln' } };
const message = { conversation_id: 'theirs', author: 'customer', text: 'Hallo' };

beforeAll(async () => {
  const instance = createInstance(stack(), clock);
  owner = await createTenant(instance, clock.now, 'owner');
  other = await createTenant(instance, clock.now, 'other');
  const messages = await owner.chat('POST', '/v1/chat-messages', [message, message, message]);
  await owner.chat('POST', '/v1/chat-messages', { ...message, conversation_id: 'theirs-too' });
  const created = await owner.customers('POST', '/v1/customers', customer);
  ids = { message: messages.body.items[0]?.id ?? '', customer: created.body.id };
  const cursorOf = async (path: string) =>
    (await owner.chat('GET', `${path}?limit=1`)).body.next_cursor ?? '';
  cursors = {
    messages: await cursorOf('/v1/chat-messages'),
    reading: await cursorOf('/v1/conversations/theirs/messages'),
    heads: await cursorOf('/v1/conversations'),
  };
  // The other tenant makes requests too. So this process has the keys of both tenants in memory.
  await other.chat('POST', '/v1/chat-messages', { ...message, conversation_id: 'own' });
  await other.customers('POST', '/v1/customers', { ...customer, email: 'own@example.org' });
});

/**
 * Returns the answer as a caller sees it, and the operations that the request costs. Parts that
 * differ in every request are removed.
 */
async function observe(request: () => Promise<Answer>) {
  const before = stack().proxy.operations().length;
  const { status, headers, text } = await request();
  const sent = stack().proxy.operations().slice(before);
  // The answer may arrive before the proxy has recorded the status of each operation.
  await expect.poll(() => sent.map((operation) => operation.status)).not.toContain(undefined);
  const operations = sent.map((operation) => ({ ...operation, at: 0, bytes: 0 }));
  const kept = [...headers].filter(([name]) => name !== 'x-request-id');
  const body = text.replace(/"request_id":"[^"]+"/, '').replace(/"expires_at":"[^"]+"/, '');
  return { status, headers: kept, body, operations };
}

type Request = (call: { chat: Call; customers: Call }, id: string) => Promise<Answer>;

const byId: readonly (readonly [string, 'message' | 'customer', Request])[] = [
  ['GET of a message', 'message', ({ chat }, id) => chat('GET', `/v1/chat-messages/${id}`)],
  ['DELETE of a message', 'message', ({ chat }, id) => chat('DELETE', `/v1/chat-messages/${id}`)],
  ['GET of a customer', 'customer', ({ customers }, id) => customers('GET', `/v1/customers/${id}`)],
  [
    'PATCH of a customer',
    'customer',
    ({ customers }, id) => customers('PATCH', `/v1/customers/${id}`, { values: { a: 1 } }),
  ],
  [
    'PATCH of a customer to an email that another customer has',
    'customer',
    ({ customers }, id) => customers('PATCH', `/v1/customers/${id}`, { email: 'own@example.org' }),
  ],
  [
    'touch of a customer',
    'customer',
    ({ customers }, id) => customers('POST', `/v1/customers/${id}/touch`),
  ],
  [
    'DELETE of a customer',
    'customer',
    ({ customers }, id) => customers('DELETE', `/v1/customers/${id}`),
  ],
];

/** Returns everything that is stored, except the notes about which rights API keys have used. */
const readUnlessUses = async () =>
  (await stack().readState()).filter(({ collection }) => collection !== useOfKey);

describe('the id of another tenant’s record gets the same answer as an unknown id, after the same operations', () => {
  test.each(byId)('%s', async (_, kind, request) => {
    const before = await readUnlessUses();
    const foreign = await observe(() => request(other, ids[kind]));
    const missing = await observe(() => request(other, never));
    expect(foreign.status).toBe(404);
    expect(foreign).toEqual(missing);
    expect(await readUnlessUses()).toEqual(before);
  });
});

const byValue: readonly (readonly [string, Request, theirs: string, unknown: string])[] = [
  [
    'messages of a conversation',
    ({ chat }, id) => chat('GET', `/v1/conversations/${id}/messages`),
    'theirs',
    'nobodys',
  ],
  [
    'list narrowed to a conversation',
    ({ chat }, id) => chat('GET', `/v1/chat-messages?conversation_id=${id}`),
    'theirs',
    'nobodys',
  ],
  [
    'search by email',
    ({ customers }, email) => customers('POST', '/v1/customers/search', { email }),
    customer.email,
    'nobody@example.org',
  ],
];

describe('a value of another tenant gets the same answer as an unknown value', () => {
  test.each(byValue)('%s', async (_, request, theirs, unknown) => {
    const foreign = await observe(() => request(other, theirs));
    expect([foreign.status, JSON.parse(foreign.body).items]).toEqual([200, []]);
    expect(foreign).toEqual(await observe(() => request(other, unknown)));
  });

  const lists = [
    ['messages', '/v1/chat-messages'],
    ['reading', '/v1/conversations/theirs/messages'],
    ['heads', '/v1/conversations'],
  ] as const;

  test.each(lists)('cursor `%s` of %s', async (name, path) => {
    expect(cursors[name]).not.toBe('');
    for (const parameter of ['cursor', 'after']) {
      const list = (call: Call, cursor: string) => call('GET', `${path}?${parameter}=${cursor}`);
      expect((await list(owner.chat, cursors[name])).status).toBe(200);
      const foreign = await observe(() => list(other.chat, cursors[name]));
      expect([foreign.status, foreign.operations]).toEqual([400, []]);
      const garbled = `${cursors[name].slice(0, -8)}${'A'.repeat(8)}`;
      expect(foreign).toEqual(await observe(() => list(other.chat, garbled)));
    }
  });
});

describe('lists, exports and overview show only data of the caller’s tenant', () => {
  test('lists and exports', async () => {
    for (const path of ['/v1/chat-messages', '/v1/conversations', '/v1/chat-messages/export.csv']) {
      const { status, text } = await other.chat('GET', path);
      expect([status, text.includes('theirs'), text.includes('own')]).toEqual([200, false, true]);
    }
    for (const path of ['/v1/customers', '/v1/customers/export.csv']) {
      const { text } = await other.customers('GET', path);
      expect([text.includes('anna'), text.includes('own@')]).toEqual([false, true]);
    }
  });

  test('storage overview', async () => {
    const live = async (tenant: Tenant) => {
      const { body } = await tenant.tenants('GET', '/v1/tenant/storage');
      const described = body['categories'] as { id: string; live: number }[];
      // The exports above have added entries to the manager log.
      return described.filter(({ id }) => id !== 'manager_log').map((each) => each.live);
    };
    expect((await live(owner)).filter(Boolean)).toEqual([4, 1]);
    expect((await live(other)).filter(Boolean)).toEqual([1, 1]);
  });

  test('documents about processing (the test checks only their status and kind)', async () => {
    for (const name of ['record-of-processing', 'deletion-concept', 'deletion-log'])
      for (const tenant of [owner, other]) {
        const { status, body } = await tenant.tenants('GET', `/v1/tenant/${name}`);
        expect([status, body['kind']]).toEqual([200, name]);
      }
  });

  test('the counts of stored documents and of keys', async () => {
    const counted = async (tenant: Tenant) => {
      const { body } = await tenant.tenants('GET', '/v1/tenant/storage');
      const { collections } = body as unknown as { collections: { id: string; live: number }[] };
      expect(collections.length).toBeGreaterThan(15);
      return collections.find(({ id }) => id === 'conversation_heads')?.live;
    };
    expect([await counted(owner), await counted(other)]).toEqual([2, 1]);
    for (const tenant of [owner, other]) {
      const { status, body } = await tenant.tenants('GET', '/v1/tenant/keys');
      const { items } = body as unknown as { items: { protects: string; alive: number }[] };
      const chat = items.find(({ protects }) => protects === 'chat_messages');
      expect([status, chat?.alive]).toEqual([200, 1]);
    }
  });
});

describe('if two tenants use the same', () => {
  test('conversation id, each tenant’s messages are counted separately', async () => {
    await other.chat('POST', '/v1/chat-messages', message);
    const { body } = await other.chat('GET', '/v1/conversations?limit=1');
    expect(body.items[0]).toMatchObject({ id: 'theirs', messages: 1 });
    const { body: theirs } = await owner.chat('GET', '/v1/conversations');
    expect(theirs.items.find(({ id }) => id === 'theirs')?.messages).toBe(3);
  });

  test('email, there are two customers with different hashes', async () => {
    const { status } = await other.customers('POST', '/v1/customers', customer);
    expect(status).toBe(201);
    const stored = storedIn(await stack().readState(), 'customers');
    const hashes = stored.map(({ fields }) => fields['email_bcrypt']?.['stringValue']);
    expect(new Set(hashes).size).toBe(stored.length);
    const marks = storedIn(await stack().readState(), 'unique_marks').map(({ id }) => id);
    expect(new Set(marks).size).toBe(marks.length);
  });

  test('Idempotency-Key, the request of the second tenant is not taken for a repetition', async () => {
    const headers = { 'idempotency-key': 'shared' };
    const first = await owner.chat('POST', '/v1/chat-messages', message, headers);
    const second = await other.chat('POST', '/v1/chat-messages', message, headers);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.headers.get('idempotency-replayed')).toBeNull();
    expect(second.body.id).not.toBe(first.body.id);
  });
});
