import { describe, expect, test } from 'vitest';
import { MayflyProblem, MayflyUnreachable } from './mayfly-problem.ts';
import { problem, type Step, scriptClient } from './testing/script-fetch.ts';

const id = '5f0c6b1e9a7d43f28c1b0e6d7a94f235';
const message = { conversation_id: 'c-1', author: 'bot', text: 'Guten Tag' } as const;
const offline = new TypeError('fetch failed');
const away = problem(503, 'keys-unavailable', { 'retry-after': '5' });
const stored: Step = { status: 201, body: { id } };
const found: Step = { status: 200, body: { id } };

test('a thrown error contains the server’s code, text and request id', async () => {
  const { client, sent } = scriptClient([problem(404, 'record-not-found')]);
  const error: unknown = await client.chatMessages.get(id).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(MayflyProblem);
  expect(error).toMatchObject({
    status: 404,
    code: 'record-not-found',
    detail: 'Detail.',
    requestId: 'request-1',
  });
  expect(sent).toHaveLength(1);
});

test('if an error answer is not a problem document, the thrown error has the code `unknown` and does not contain the answer’s text', async () => {
  const html = { 'content-type': 'text/html', 'x-request-id': 'r-2' };
  const { client } = scriptClient([{ status: 502, body: '<p>Geheim</p>', headers: html }]);
  const error: unknown = await client.chatMessages.get(id).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ status: 502, code: 'unknown', requestId: 'r-2' });
  expect(String(error)).not.toContain('Geheim');
});

test.each([
  ['a broken network', offline, 125],
  ['an answer 503 that asks for five seconds', away, 5_125],
  [
    'an answer 429',
    { status: 429, body: 'slow down', headers: { 'content-type': 'text/plain' } },
    125,
  ],
  ['an answer 503 without `Retry-After`', problem(503, 'contention'), 125],
] as const)(
  'after %s the client sends the request of `create` again, with the same idempotency key',
  async (_name, step, pause) => {
    const { client, sent, pauses } = scriptClient([step, stored]);
    expect(await client.chatMessages.create(message)).toEqual({ id });
    expect(pauses).toEqual([pause]);
    expect(sent).toHaveLength(2);
    expect(sent[1]?.headers['idempotency-key']).toBe(sent[0]?.headers['idempotency-key']);
    expect(sent[1]?.body).toEqual(sent[0]?.body);
  },
);

test('Retry-After may be a date', async () => {
  const at = new Date(Date.now() + 50_000).toUTCString();
  const { client, pauses } = scriptClient([
    problem(503, 'contention', { 'retry-after': at }),
    found,
  ]);
  await client.chatMessages.get(id);
  expect(pauses[0]).toBeGreaterThan(25_000);
  expect(pauses[0]).toBeLessThan(50_200);
});

test('the client does not repeat a call if the server asks for a pause of more than a minute', async () => {
  const { client, pauses } = scriptClient([problem(503, 'contention', { 'retry-after': '61' })]);
  await expect(client.chatMessages.get(id)).rejects.toMatchObject({ code: 'contention' });
  expect(pauses).toEqual([]);
});

test('the longest possible pause doubles each time, and the failure of the last attempt is thrown', async () => {
  const { client, pauses, sent } = scriptClient([offline, offline, offline, offline]);
  const error: unknown = await client.chatMessages.get(id).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(MayflyUnreachable);
  expect(error).toMatchObject({ cause: offline });
  expect(pauses).toEqual([125, 250, 500]);
  expect(sent).toHaveLength(4);
});

type Call = (client: ReturnType<typeof scriptClient>['client']) => Promise<unknown>;

describe('a call', () => {
  const calls: readonly (readonly [string, Call])[] = [
    ['get', (client) => client.customers.get(id)],
    ['list', (client) => client.customers.list()],
    ['search', (client) => client.customers.search({ email: 'a@example.com' })],
    ['correct', (client) => client.customers.correct(id, { values: null })],
    ['delete', (client) => client.customers.delete(id)],
    ['upsert', (client) => client.variables.upsert(variable)],
    ['createMany', (client) => client.variables.createMany([variable])],
    ['exportCsv', (client) => client.customers.exportCsv()],
    ['touch', (client) => client.customers.touch(id)],
    ['confirm', (client) => client.marketingConsents.confirm(id)],
    ['request', (client) => client.request('POST /v1/tenant/members', { body: member })],
  ];
  const variable = { experience_id: 'e', instance_id: 'i', name: 'n', value: 1 } as const;

  const member = { email: 'anna@example.com', role: 'viewer' } as const;

  test.each(calls)('is repeated: %s', async (_name, call) => {
    const { client, sent } = scriptClient([offline, away, found]);
    await call(client);
    expect(sent).toHaveLength(3);
    // Every repetition of a POST has the same idempotency key.
    const keys = new Set(sent.map(({ headers }) => headers['idempotency-key']));
    const isPost = sent[0]?.method === 'POST';
    expect([...keys]).toEqual([isPost ? expect.stringMatching(/^[0-9a-f-]{36}$/) : undefined]);
  });

  test.each([400, 401, 403, 404, 409, 410, 413, 415, 422, 500])(
    'is not repeated after the status %i',
    async (status) => {
      const { client, sent } = scriptClient([problem(status, 'internal'), found]);
      await expect(client.customers.get(id)).rejects.toMatchObject({ status });
      expect(sent).toHaveLength(1);
    },
  );
});

test('a deletion that finds no record succeeds only if it is a repetition', async () => {
  const gone = problem(404, 'record-not-found');
  const { client } = scriptClient([offline, gone]);
  await expect(client.customers.delete(id)).resolves.toBeUndefined();
  const first = scriptClient([gone]);
  await expect(first.client.customers.delete(id)).rejects.toMatchObject({ status: 404 });
  // The answer to this request is a document. So the client cannot make up a successful answer.
  const { client: operator } = scriptClient([offline, gone]);
  const ending = operator.request('DELETE /v1/legacy-keys/{id}', { id, query: { tenant: 'acme' } });
  await expect(ending).rejects.toMatchObject({ status: 404 });
});

test('if the caller aborts the signal, the call throws the signal’s reason at once and is not repeated', async () => {
  const stop = new AbortController();
  let attempts = 0;
  const { client } = scriptClient([], {
    fetch: (_url, init) => {
      attempts += 1;
      return new Promise((_resolve, reject) => {
        init.signal?.addEventListener('abort', () => reject(init.signal?.reason));
        stop.abort(new Error('enough'));
      });
    },
  });
  const call = client.chatMessages.create(message, { signal: stop.signal });
  await expect(call).rejects.toThrow('enough');
  expect(attempts).toBe(1);
  await expect(client.chatMessages.get(id, { signal: stop.signal })).rejects.toThrow('enough');
  expect(attempts).toBe(1);
});

test('a signal ends the pause between attempts', async () => {
  const stop = new AbortController();
  const { sleepUnlessAborted } = await import('./retry-pause.ts');
  const { client } = scriptClient([away], {
    sleep: (milliseconds, signal) => {
      setImmediate(() => stop.abort(new Error('enough')));
      return sleepUnlessAborted(milliseconds, signal);
    },
  });
  await expect(client.chatMessages.get(id, { signal: stop.signal })).rejects.toThrow('enough');
});

test('an attempt that takes too long is aborted and repeated', async () => {
  let attempts = 0;
  const { client } = scriptClient([], {
    fetch: (_url, init) => {
      attempts += 1;
      if (attempts > 1) return Promise.resolve(Response.json({ id }));
      return new Promise((_resolve, reject) => {
        init.signal?.addEventListener('abort', () => reject(init.signal?.reason));
      });
    },
  });
  expect(await client.chatMessages.get(id, { timeoutMs: 20 })).toEqual({ id });
  expect(attempts).toBe(2);
});

test('an incomplete answer counts as a network failure', async () => {
  let attempts = 0;
  const { client } = scriptClient([], {
    fetch: async () => {
      attempts += 1;
      return attempts === 1 ? new Response('{"id":') : Response.json({ id });
    },
  });
  expect(await client.chatMessages.get(id)).toEqual({ id });
});
