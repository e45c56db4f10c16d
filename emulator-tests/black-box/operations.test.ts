import { beforeAll, describe, expect, test } from 'vitest';
import { countedMessage } from '../../infra/provision/costs/estimate-costs.ts';
import type { Answer } from '../harness/caller.ts';
import { createTestClock } from '../harness/clock.ts';
import { createInstance, createTenant, type Tenant } from '../harness/instance.ts';
import { useStack } from '../harness/stack.ts';
import type { Operation } from '../production-rules/operation.ts';

const stack = useStack('demo-operations');
const clock = createTestClock();
let tenant: Tenant;

const message = (conversation: string) => ({
  conversation_id: conversation,
  author: 'customer',
  text: 'Hallo',
});
const customer = (email: string) => ({ email, authenticated_by: 'sso' });

beforeAll(async () => {
  tenant = await createTenant(createInstance(stack(), clock), clock.now, 'warm');
  // These requests load the data keys, the lookup secret and the head of the conversation into the
  // memory of the process. The head is the document with the conversation's data for lists.
  await tenant.chat('POST', '/v1/chat-messages', message('known'));
  await tenant.customers('POST', '/v1/customers', customer('warm@example.org'));
});

type Cost = { readonly operations: readonly Operation[]; readonly kmsCalls: number };

function kmsCalls(): number {
  return Object.values(stack().kms.calls()).reduce((sum, count) => sum + count, 0);
}

/** Returns the calls to Firestore and to the key service that a request costs. */
async function costOf(request: () => Promise<Answer>, status: number): Promise<Cost> {
  const [operations, calls] = [stack().proxy.operations().length, kmsCalls()];
  const answer = await request();
  expect(answer.status).toBe(status);
  return {
    operations: stack().proxy.operations().slice(operations),
    kmsCalls: kmsCalls() - calls,
  };
}

const oneCommit = (writes: number): Cost => ({
  operations: [expect.objectContaining({ method: 'Commit', writes, transaction: false })],
  kmsCalls: 0,
});
const oneQuery = (collection: string, returned: number): Cost => ({
  operations: [
    expect.objectContaining({ method: 'RunQuery', collection, returned, transaction: false }),
  ],
  kmsCalls: 0,
});
const oneRead = (collection: string, returned: number): Cost => ({
  operations: [
    expect.objectContaining({ method: 'BatchGetDocuments', collection, documents: 1, returned }),
  ],
  kmsCalls: 0,
});

describe('with the keys in memory, a function needs only one commit to store', () => {
  const post = (body: unknown) => () => tenant.chat('POST', '/v1/chat-messages', body);

  test('a message in a conversation whose head the process has cached', async () => {
    expect(await costOf(post(message('known')), 201)).toEqual(oneCommit(countedMessage.writes));
    expect([countedMessage.reads, countedMessage.kmsCalls]).toEqual([0, 0]);
  });

  test('a message in a new conversation', async () => {
    expect(await costOf(post(message('new')), 201)).toEqual(oneCommit(2));
  });

  test('100 messages in 10 conversations', async () => {
    const body = Array.from({ length: 100 }, (_, at) => message(`many-${at % 10}`));
    expect(await costOf(post(body), 201)).toEqual(oneCommit(110));
  });

  test('a customer and the uniqueness mark of the email', async () => {
    const request = () => tenant.customers('POST', '/v1/customers', customer('new@example.org'));
    expect(await costOf(request, 201)).toEqual(oneCommit(2));
  });

  test('a customer in a conversation, with an Idempotency-Key', async () => {
    const body = { ...customer('key@example.org'), conversation_id: 'c1' };
    const request = () =>
      tenant.customers('POST', '/v1/customers', body, { 'idempotency-key': 'k1' });
    expect(await costOf(request, 201)).toEqual(oneCommit(4));
  });
});

describe('a read costs', () => {
  test('one document, for a record by its id', async () => {
    const { body } = await tenant.chat('POST', '/v1/chat-messages', message('read'));
    const request = () => tenant.chat('GET', `/v1/chat-messages/${body.id}`);
    expect(await costOf(request, 200)).toEqual(oneRead('chat_messages', 1));
  });

  test('one read of a missing document, for an id that no record has', async () => {
    const request = () => tenant.chat('GET', `/v1/chat-messages/${'0'.repeat(32)}`);
    expect(await costOf(request, 404)).toEqual(oneRead('chat_messages', 0));
  });

  test('nothing, for an invalid id', async () => {
    const request = () => tenant.chat('GET', '/v1/chat-messages/nobody');
    expect(await costOf(request, 404)).toEqual({ operations: [], kmsCalls: 0 });
  });

  test('one query for a page of a list: one document for each row, and one more document if another page follows', async () => {
    const page = (query: string) => () => tenant.chat('GET', `/v1/chat-messages?${query}`);
    expect(await costOf(page('limit=20'), 200)).toEqual(oneQuery('chat_messages', 21));
    const { body } = await tenant.chat('GET', '/v1/chat-messages?limit=20');
    const next = `limit=20&cursor=${body.next_cursor}`;
    expect(await costOf(page(next), 200)).toEqual(oneQuery('chat_messages', 21));
    const filtered = 'conversation_id=many-3';
    expect(await costOf(page(filtered), 200)).toEqual(oneQuery('chat_messages', 10));
  });

  test('one query for a page of conversations: one document for each row, and one more document if another page follows', async () => {
    const page = (query: string) => () => tenant.chat('GET', `/v1/conversations?${query}`);
    expect(await costOf(page('limit=5'), 200)).toEqual(oneQuery('conversation_heads', 6));
  });

  test('one query for a page of the messages in a conversation', async () => {
    const request = () => tenant.chat('GET', '/v1/conversations/many-1/messages');
    expect(await costOf(request, 200)).toEqual(oneQuery('chat_messages', 10));
  });

  test('one query for a search; it returns only the documents that match', async () => {
    const search = (email: string) => () =>
      tenant.customers('POST', '/v1/customers/search', { email });
    expect(await costOf(search('warm@example.org'), 200)).toEqual(oneQuery('customers', 1));
    expect(await costOf(search('nobody@example.org'), 200)).toEqual(oneQuery('customers', 0));
  });

  test('nothing, for an unknown route (the process has cached the API key)', async () => {
    const request = () => tenant.chat('GET', '/v1/nothing');
    expect(await costOf(request, 404)).toEqual({ operations: [], kmsCalls: 0 });
  });
});

test('a request that is refused for its content costs no operation', async () => {
  const request = () => tenant.chat('POST', '/v1/chat-messages', { text: 'x' });
  expect(await costOf(request, 422)).toEqual({ operations: [], kmsCalls: 0 });
});

test('an upsert that changes a record reads the uniqueness mark and the record, and makes one commit', async () => {
  const body = { ...customer('warm@example.org'), values: { a: 1 } };
  const { operations, kmsCalls: calls } = await costOf(
    () => tenant.customers('PUT', '/v1/customers', body),
    200,
  );
  const methods = operations.map(({ method }) => method);
  expect([methods, calls]).toEqual([['BatchGetDocuments', 'BatchGetDocuments', 'Commit'], 0]);
});

test('no request of this file uses a transaction', () => {
  expect(
    stack()
      .proxy.operations()
      .filter(({ transaction }) => transaction),
  ).toEqual([]);
});
