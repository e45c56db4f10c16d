import { beforeAll, describe, expect, test } from 'vitest';
import type { Body, Call } from '../harness/caller.ts';
import { createTestClock } from '../harness/clock.ts';
import { createInstance, createTenant, type Tenant } from '../harness/instance.ts';
import { useStack } from '../harness/stack.ts';
import { storedIn } from '../harness/stored-state.ts';

const stack = useStack('demo-expiry');
const chatPath = '/v1/chat-messages';
const customersPath = '/v1/customers';

type Seeded = { readonly name: string; readonly id: string };

/**
 * A request whose answer shows whether a record exists. The tests create one record for each of
 * these requests.
 */
type Interface = {
  readonly name: string;
  isSeen(tenant: Tenant, seeded: Seeded): Promise<boolean>;
};

async function lists(call: Call, path: string, id: string, body?: unknown): Promise<boolean> {
  const answer = await call(body === undefined ? 'GET' : 'POST', path, body);
  expect(answer.status).toBe(200);
  return answer.body.items.some((item: Body) => item.id === id);
}

/**
 * Tells whether the answer has the status for an existing record. Otherwise the answer must have
 * the status for a missing record.
 */
async function answersFirst(
  answer: ReturnType<Call>,
  [there, missing]: readonly [number, number],
): Promise<boolean> {
  const { status } = await answer;
  expect([there, missing]).toContain(status);
  return status === there;
}

const ofMessages: readonly Interface[] = [
  {
    name: 'GET by id',
    isSeen: ({ chat }, { id }) => answersFirst(chat('GET', `${chatPath}/${id}`), [200, 404]),
  },
  { name: 'list', isSeen: ({ chat }, { id }) => lists(chat, `${chatPath}?limit=200`, id) },
  {
    name: 'filtered list',
    isSeen: ({ chat }, { id, name }) => lists(chat, `${chatPath}?conversation_id=${name}`, id),
  },
  {
    name: 'export',
    isSeen: async ({ chat }, { id }) =>
      (await chat('GET', `${chatPath}/export.csv`)).text.includes(id),
  },
  {
    name: 'conversations',
    isSeen: ({ chat }, { name }) => lists(chat, '/v1/conversations?limit=200', name),
  },
  {
    name: 'messages of a conversation',
    isSeen: ({ chat }, { id, name }) => lists(chat, `/v1/conversations/${name}/messages`, id),
  },
  {
    name: 'DELETE',
    isSeen: ({ chat }, { id }) => answersFirst(chat('DELETE', `${chatPath}/${id}`), [204, 404]),
  },
];

const emailOf = (name: string) => `${name}@example.org`;
const bodyOf = (name: string) => ({ email: emailOf(name), authenticated_by: 'sso' });

const ofCustomers: readonly Interface[] = [
  {
    name: 'GET by id',
    isSeen: ({ customers }, { id }) =>
      answersFirst(customers('GET', `${customersPath}/${id}`), [200, 404]),
  },
  {
    name: 'list',
    isSeen: ({ customers }, { id }) => lists(customers, `${customersPath}?limit=200`, id),
  },
  {
    name: 'search',
    isSeen: ({ customers }, { id, name }) =>
      lists(customers, `${customersPath}/search`, id, { email: emailOf(name) }),
  },
  {
    name: 'export',
    isSeen: async ({ customers }, { id }) =>
      (await customers('GET', `${customersPath}/export.csv`)).text.includes(id),
  },
  {
    name: 'PATCH',
    isSeen: ({ customers }, { id }) =>
      answersFirst(customers('PATCH', `${customersPath}/${id}`, { values: { a: 1 } }), [200, 404]),
  },
  {
    name: 'touch',
    isSeen: ({ customers }, { id }) =>
      answersFirst(customers('POST', `${customersPath}/${id}/touch`), [200, 404]),
  },
  {
    name: 'upsert',
    isSeen: ({ customers }, { name }) =>
      answersFirst(customers('PUT', customersPath, bodyOf(name)), [200, 201]),
  },
  {
    name: 'creation of another customer with the same email',
    isSeen: ({ customers }, { name }) =>
      answersFirst(customers('POST', customersPath, bodyOf(name)), [409, 201]),
  },
  {
    name: 'correction of another customer to the same email',
    isSeen: async ({ customers }, { name }) => {
      const { body } = await customers('POST', customersPath, bodyOf(`other-${name}`));
      const path = `${customersPath}/${body.id}`;
      return answersFirst(customers('PATCH', path, { email: emailOf(name) }), [409, 200]);
    },
  },
  {
    name: 'DELETE',
    isSeen: ({ customers }, { id }) =>
      answersFirst(customers('DELETE', `${customersPath}/${id}`), [204, 404]),
  },
];

const slug = (text: string) => text.replaceAll(' ', '-').toLowerCase();
const named = (interfaces: readonly Interface[]) =>
  interfaces.map((each) => [each.name, each] as const);

const instants = [
  ['one second before', -1_000_000, true],
  ['one millisecond before', -1_000, true],
  ['at', 0, false],
  ['one millisecond after', 1_000, false],
] as const;

describe.each(instants)('%s the expiry of a record', (instant, offset, isThere) => {
  const clock = createTestClock();
  const outcome = isThere ? 'exists' : 'does not exist';
  const messages = new Map<string, string>();
  const customers = new Map<string, string>();
  const promised: [told: string, expiry: number][] = [];
  let tenant: Tenant;
  let expiry: { readonly messages: number; readonly customers: number };

  beforeAll(async () => {
    tenant = await createTenant(createInstance(stack(), clock), clock.now, slug(instant));
    const start = clock.now();
    expiry = { messages: start + 7 * 86_400e6, customers: start + 180 * 86_400e6 };
    for (const { name } of ofMessages) {
      const sent = { conversation_id: slug(name), author: 'bot', text: 'x' };
      const { body } = await tenant.chat('POST', chatPath, sent);
      promised.push([body.expires_at, expiry.messages]);
      messages.set(name, body.id);
    }
    for (const { name } of ofCustomers) {
      const { body } = await tenant.customers('POST', customersPath, bodyOf(slug(name)));
      promised.push([body.expires_at, expiry.customers]);
      customers.set(name, body.id);
    }
  });

  test.each(named(ofMessages))(`%s shows that a message ${outcome}`, async (name, each) => {
    clock.set(expiry.messages + offset);
    const seeded = { name: slug(name), id: messages.get(name) ?? '' };
    expect(await each.isSeen(tenant, seeded)).toBe(isThere);
  });

  test('in the storage overview live messages count as live, and expired messages in the database count as overdue', async () => {
    clock.set(expiry.messages + offset);
    const { body } = await tenant.tenants('GET', '/v1/tenant/storage');
    const found = (body['categories'] as Body[]).find(({ id }) => id === 'chat_messages');
    const [all, left] = [ofMessages.length, ofMessages.length - 1];
    expect(found).toMatchObject(isThere ? { live: left, overdue: 0 } : { live: 0, overdue: all });
  });

  test.each(named(ofCustomers))(`%s shows that a customer ${outcome}`, async (name, each) => {
    clock.set(expiry.customers + offset);
    const seeded = { name: slug(name), id: customers.get(name) ?? '' };
    expect(await each.isSeen(tenant, seeded)).toBe(isThere);
  });

  test('every answer to a creation states the correct expiry, and only records that a request has deleted are missing from the database', async () => {
    for (const [told, instant] of promised)
      expect(told).toBe(new Date(instant / 1_000).toISOString());
    const state = await stack().readState();
    const stored = [...storedIn(state, 'chat_messages'), ...storedIn(state, 'customers')];
    const ids = new Set(stored.map(({ id }) => id));
    const seeded = [...messages.values(), ...customers.values()];
    // Before the expiry the two DELETE requests found their records and deleted them. From the
    // expiry on, they found nothing.
    const deleted = isThere ? [messages.get('DELETE'), customers.get('DELETE')] : [];
    expect(seeded.filter((id) => !ids.has(id))).toEqual(deleted);
  });
});

test('a conversation expires together with its last message, and does not show older messages that have expired', async () => {
  const clock = createTestClock();
  const tenant = await createTenant(createInstance(stack(), clock), clock.now, 'conversation');
  const post = (text: string) =>
    tenant.chat('POST', chatPath, { conversation_id: 'c1', author: 'bot', text });
  const first = (await post('zuerst')).body;
  clock.advance(86_400e6);
  const last = (await post('zuletzt')).body;
  clock.advance(6 * 86_400e6);
  const { body: read } = await tenant.chat('GET', '/v1/conversations/c1/messages');
  expect(read.items.map(({ id }) => id)).toEqual([last.id]);
  const { body: heads } = await tenant.chat('GET', '/v1/conversations');
  expect(heads.items).toMatchObject([
    { id: 'c1', expires_at: last.expires_at, last_message: { id: last.id, preview: 'zuletzt' } },
  ]);
  expect(JSON.stringify(heads)).not.toContain(first.id);
  await tenant.chat('DELETE', `${chatPath}/${last.id}`);
  expect((await tenant.chat('GET', '/v1/conversations')).body.items).toEqual([]);
});
