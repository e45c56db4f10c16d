import { beforeAll, describe, expect, test } from 'vitest';
import { hashApiKey } from '#shared/access/api-key.ts';

import { systemClock } from '#shared/base/time/clock.ts';
import { type Answer, callerOf, send, type Target } from '../harness/caller.ts';
import { type FunctionProcess, startFunction } from '../harness/function-process.ts';
import { createInstance, type Instance, storeKey } from '../harness/instance.ts';
import { useOfKey, useStack } from '../harness/stack.ts';
import type { Stored } from '../harness/stored-state.ts';
import { type BadRequest, badCredentials, badRequests, planted } from './bad-requests.ts';

const stack = useStack('demo-bad-input');
const processes: FunctionProcess[] = [];
const targets: { [way: string]: { readonly chat: Target; readonly customers: Target } } = {};
/**
 * The database of the data keys. The first request may store a data key, even if the request is
 * refused. So the tests ignore what is written to this database.
 */
const keys = 'mayfly-keys';
let instance: Instance;
let key: string;
let before: Stored[];

beforeAll(async () => {
  instance = createInstance(stack(), { now: systemClock });
  key = await storeKey(instance, systemClock, 'acme');
  targets['in this process'] = instance;
  const start = (name: string) => startFunction(stack(), name, { env: { LOG_LEVEL: 'trace' } });
  const [chat, customers] = await Promise.all([start('chat'), start('customers')]);
  processes.push(chat, customers);
  targets['in a process that runs the bundle'] = { chat, customers };
  await callerOf(chat, key)('GET', '/v1/chat-messages');
  before = await readRecords();
});

async function readRecords(): Promise<Stored[]> {
  return (await stack().readState()).filter(
    ({ database, collection }) => database !== keys && collection !== useOfKey,
  );
}

function targetOf(way: string, path: string): Target {
  const app = path.startsWith('/v1/customers') ? 'customers' : 'chat';
  const target = targets[way]?.[app];
  if (target === undefined) throw new Error(`${way} has no ${app}`);
  return target;
}

function expectProblem(answer: Answer, status: number, code: string): void {
  expect([answer.status, answer.body.code]).toEqual([status, code]);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(answer.body).toMatchObject({ type: `urn:mayfly:problem:${code}`, status });
  const seen = `${answer.text}${JSON.stringify([...answer.headers])}`.toLowerCase();
  expect(seen).not.toContain(planted.toLowerCase());
}

/**
 * Returns the successful calls to Firestore that wrote documents outside the database of keys.
 * Ignores the first `from` calls of the test file.
 */
function writesSince(from: number) {
  return stack()
    .proxy.operations()
    .slice(from)
    .filter(
      ({ writes = 0, status, database }) => writes > 0 && (status ?? 0) === 0 && database !== keys,
    );
}

describe.each(['in this process', 'in a process that runs the bundle'])('%s', (way) => {
  const table = badRequests.map((each) => [each.name, each] as const);

  test.each(table)(
    'a bad request gets the correct problem, and no value of it is repeated or stored: %s',
    async (_, bad) => {
      const operations = stack().proxy.operations().length;
      const { route, body, headers, status, code }: BadRequest = bad;
      const [method = '', path = ''] = route.split(' ');
      const answer = await callerOf(targetOf(way, path), key)(method, path, body, headers);
      expectProblem(answer, status, code);
      expect(answer.headers.get('allow') !== null).toBe(status === 405);
      expect(writesSince(operations)).toEqual([]);
    },
  );

  test.each(badCredentials)(
    'a request is refused if its credential is %s',
    async (_, credential, code) => {
      const headers: { [name: string]: string } = credential ? { authorization: credential } : {};
      for (const path of ['/v1/chat-messages', '/v1/customers', `/v1/${planted}`]) {
        const answer = await send(targetOf(way, path), path, { headers });
        expectProblem(answer, 401, code);
        expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="mayfly"');
      }
    },
  );
});

test('after all refused requests, the records are unchanged', async () => {
  expect(await readRecords()).toEqual(before);
});

test('no process has printed a value that a request contained', () => {
  for (const { output } of processes) {
    const written = output();
    // Each request logs a line. These lines show that the log works.
    expect(
      written.split('\n').filter((line) => line.includes('"message":"request"')).length,
    ).toBeGreaterThan(20);
    expect(written.toLowerCase()).not.toContain(planted.toLowerCase());
    expect(written).not.toContain(key.slice(-64));
    expect(written).not.toContain('"severity":"ERROR"');
  }
});

describe('an API key', () => {
  const now = systemClock;

  test('is refused after it is revoked', async () => {
    const revoked = await storeKey(instance, now, 'acme');
    const revocation = `/v1/tenant/api-keys/${hashApiKey(revoked)}`;
    const { tenants } = createInstance(stack(), { now });
    const { status } = await callerOf(tenants, revoked)('DELETE', revocation);
    expect(status).toBe(204);
    const answer = await callerOf(instance.chat, revoked)('GET', '/v1/chat-messages');
    expectProblem(answer, 401, 'credential-revoked');
  });

  const read = ['chat_messages:read', 'customers:read'];
  const scoped: readonly (readonly [string, 'chat' | 'customers', readonly string[]])[] = [
    ['POST /v1/chat-messages', 'chat', read],
    [`DELETE /v1/chat-messages/${'0'.repeat(32)}`, 'chat', read],
    ['GET /v1/chat-messages/export.csv', 'chat', read],
    ['PUT /v1/conversations/c1/subject', 'chat', read],
    ['GET /v1/conversations', 'chat', ['chat_messages:write', 'customers:read']],
    ['GET /v1/conversations/c1/messages', 'chat', ['chat_messages:export']],
    ['GET /v1/chat-messages', 'chat', ['nlu_messages:read']],
    ['POST /v1/customers', 'customers', read],
    ['PUT /v1/customers', 'customers', read],
    [`PATCH /v1/customers/${'0'.repeat(32)}`, 'customers', read],
    [`POST /v1/customers/${'0'.repeat(32)}/touch`, 'customers', read],
    ['POST /v1/customers/search', 'customers', ['customers:write']],
    [`DELETE /v1/customers/${'0'.repeat(32)}`, 'customers', read],
  ];

  test.each(scoped)('is refused if it lacks the scope for %s', async (route, app, scopes) => {
    const [method = '', path = ''] = route.split(' ');
    const unscoped = await storeKey(instance, now, 'acme', scopes);
    const call = callerOf(instance[app], unscoped);
    const hasBody = method.startsWith('P') && !path.endsWith('/touch');
    expectProblem(await call(method, path, hasBody ? {} : undefined), 403, 'scope-missing');
  });
});

describe('a cursor', () => {
  test('of another list, or of a list with other filters, is refused', async () => {
    const tenantKey = await storeKey(instance, systemClock, 'cursors');
    const call = callerOf(instance.chat, tenantKey);
    const message = { conversation_id: 'c1', author: 'bot', text: 'x' };
    await call('POST', '/v1/chat-messages', [message, message, message]);
    await call('POST', '/v1/chat-messages', { ...message, conversation_id: 'c2' });
    const lists = [
      '/v1/chat-messages?limit=1',
      '/v1/chat-messages?limit=1&conversation_id=c1',
      '/v1/conversations/c1/messages?limit=1',
      '/v1/conversations?limit=1',
    ];
    for (const from of lists) {
      const cursor = (await call('GET', from)).body.next_cursor;
      for (const to of lists) {
        const answer = await call('GET', `${to}&cursor=${cursor}`);
        if (to === from) expect(answer.status).toBe(200);
        else expectProblem(answer, 400, 'cursor-invalid');
      }
    }
  });
});
