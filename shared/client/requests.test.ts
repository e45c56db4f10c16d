import { describe, expect, test } from 'vitest';
import { createMayflyClient } from './create-mayfly-client.ts';
import { scriptClient } from './testing/script-fetch.ts';

const id = '5f0c6b1e9a7d43f28c1b0e6d7a94f235';
const record = {
  id,
  created_at: '2026-11-23T09:30:00.000Z',
  expires_at: '2026-11-30T09:30:00.000Z',
};
const page = (items: readonly unknown[], next: string | null = null) => ({
  status: 200,
  body: { items, next_cursor: next, newest_cursor: null },
});

test('`create` sends a POST with the API key, JSON and a new idempotency key', async () => {
  const { client, sent } = scriptClient([
    { status: 201, body: record },
    { status: 201, body: record },
  ]);
  const message = { conversation_id: 'c-1', author: 'customer', text: 'Grüß Gott!' } as const;
  expect(await client.chatMessages.create(message)).toEqual(record);
  await client.chatMessages.create(message);
  const [first, second] = sent;
  expect(first).toMatchObject({
    method: 'POST',
    url: 'https://mayfly.example.com/v1/chat-messages',
    body: message,
    headers: { authorization: 'Bearer mf_blumen_key', 'content-type': 'application/json' },
  });
  expect(first?.headers['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/);
  expect(second?.headers['idempotency-key']).not.toBe(first?.headers['idempotency-key']);
});

test('if the caller gives an idempotency key, the client sends this key', async () => {
  const { client, sent } = scriptClient([{ status: 201, body: { items: [record] } }]);
  const records = [{ level: 'info', event: 'start' }] as const;
  const stored = await client.runtimeLog.createMany(records, { idempotencyKey: 'my-key' });
  expect(stored).toEqual([record]);
  expect(sent[0]?.headers['idempotency-key']).toBe('my-key');
  expect(sent[0]?.body).toEqual(records);
});

test('`onHeaders` gets the headers of a successful answer, but not the headers of an error', async () => {
  const headers = { 'mayfly-archive-id': 'archive-1' };
  const { client } = scriptClient([
    { status: 200, body: 'PK', headers },
    { status: 403, body: { code: 'archive-restricted' }, headers },
  ]);
  const told: (string | null)[] = [];
  const onHeaders = (all: Headers) => void told.push(all.get('mayfly-archive-id'));
  const asked = { body: { kind: 'access', language: 'de' }, onHeaders };
  await client.request('POST /v1/subjects/export', asked);
  expect(told).toEqual(['archive-1']);
  await expect(client.request('POST /v1/subjects/export', asked)).rejects.toMatchObject({
    code: 'archive-restricted',
  });
  expect(told).toEqual(['archive-1']);
});

test('if `onHeaders` throws an error, the call throws this error, and the request is not repeated', async () => {
  const { client, sent } = scriptClient([{ status: 200, body: 'PK' }]);
  const failure = new Error('the page was closed');
  const onHeaders = () => {
    throw failure;
  };
  const asked = { body: { kind: 'access', language: 'de' }, onHeaders } as const;
  await expect(client.request('POST /v1/subjects/export', asked)).rejects.toBe(failure);
  expect(sent).toHaveLength(1);
});

test('eight verbs use the correct method and path', async () => {
  const ok = { status: 200, body: record };
  const { client, sent } = scriptClient([ok, ok, ok, { status: 204 }, page([record]), ok, ok, ok]);
  await client.customers.get(id);
  await client.customers.correct(id, { values: null });
  await client.customers.touch(id);
  await client.customers.delete(id);
  await client.customers.search({ email: 'juergen.mueller@example.com', limit: 5 });
  await client.conversations.setSubject('c-1', { phone: '+49 30 23125 014' });
  await client.storage();
  await client.loyalty.balance({ email: 'juergen.mueller@example.com', expiring: 3 });
  expect(sent.map(({ method, url }) => `${method} ${new URL(url).pathname}`)).toEqual([
    `GET /v1/customers/${id}`,
    `PATCH /v1/customers/${id}`,
    `POST /v1/customers/${id}/touch`,
    `DELETE /v1/customers/${id}`,
    'POST /v1/customers/search',
    'PUT /v1/conversations/c-1/subject',
    'GET /v1/tenant/storage',
    'POST /v1/loyalty/balance',
  ]);
  expect(sent[1]?.body).toEqual({ values: null });
  expect(sent[7]?.body).toEqual({ email: 'juergen.mueller@example.com', expiring: 3 });
});

test.each([
  [201, true],
  [200, false],
])(
  'if the answer to an upsert has the status %i, the result has `created: %s`',
  async (status, created) => {
    const { client } = scriptClient([{ status, body: record }]);
    const customer = { email: 'juergen.mueller@example.com', authenticated_by: 'sign_in' } as const;
    expect(await client.customers.upsert(customer)).toEqual({ record, created });
  },
);

test('an iteration sends its filters with each cursor, and requests each page only when the page is needed', async () => {
  const pages = [page([{ n: 1 }, { n: 2 }], 'cursor-1'), page([{ n: 3 }], 'cursor-2'), page([])];
  const { client, sent } = scriptClient(pages);
  const items = client.nluMessages.iterate({ limit: 2, confidence_max: 0.5, reviewed: false });
  expect((await items.next()).value).toEqual({ n: 1 });
  expect(sent).toHaveLength(1);
  const rest: unknown[] = [];
  for await (const item of items) rest.push(item);
  expect(rest).toEqual([{ n: 2 }, { n: 3 }]);
  const filters = 'limit=2&confidence_max=0.5&reviewed=false';
  expect(sent.map(({ url }) => new URL(url).search)).toEqual([
    `?${filters}`,
    `?${filters}&cursor=cursor-1`,
    `?${filters}&cursor=cursor-2`,
  ]);
});

test('an export reaches the caller with unchanged bytes', async () => {
  const csv = '\ufeffid,text\r\n1,"Grüße"\r\n';
  const { client } = scriptClient([
    { status: 200, body: csv, headers: { 'content-type': 'text/csv' } },
  ]);
  const bytes = await new Response(await client.chatMessages.exportCsv()).bytes();
  expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)).toBe(csv);
});

test('the URL of an export contains its CSV options', async () => {
  const answers = Array.from({ length: 4 }, () => ({ status: 200, body: '' }));
  const { client, sent } = scriptClient(answers);
  const id = '5f0c6b1e9a7d43f28c1b0e6d7a94f235';
  const choices = { format: 'raw', separator: 'semicolon' } as const;
  await client.chatMessages.exportCsv(choices);
  await client.raffles.exportWinnersCsv(id, { separator: 'semicolon' });
  await client.raffles.exportParticipantsCsv(id);
  await client.experiences.exportCsv('exp-1', choices);
  expect(sent.map(({ url }) => new URL(url).pathname + new URL(url).search)).toEqual([
    '/v1/chat-messages/export.csv?format=raw&separator=semicolon',
    `/v1/raffles/${id}/winners.csv?separator=semicolon`,
    `/v1/raffles/${id}/participants.csv`,
    '/v1/experiences/exp-1/variables.csv?format=raw&separator=semicolon',
  ]);
});

describe('no URL contains a personal value', () => {
  const { client, sent } = scriptClient([]);
  const email = 'juergen.mueller@example.com';
  const loose = client as unknown as {
    [category: string]: { list(query: object): Promise<unknown> };
  };

  test.each([
    ['an email as a record’s id', () => client.customers.get(email)],
    ['a phone number as a record’s id', () => client.customers.delete('493023125014')],
    ['an email as a conversation’s id', () => client.conversations.messages(email)],
    ['a phone number as a conversation’s id', () => client.conversations.messages('0302312-5014')],
    ['a path in a conversation’s id', () => client.conversations.messages('..')],
    ['a filter by a personal field', () => loose['customers']?.list({ email })],
    ['an email as a filter’s value', () => client.chatMessages.list({ conversation_id: email })],
    [
      'a phone number as a filter’s value',
      () => client.nluMessages.list({ intent: '030 23125014' }),
    ],
    ['an email as a cursor', () => client.chatMessages.list({ cursor: email })],
  ])(
    '%s is refused before anything is sent, and the error contains no personal value',
    async (_name, call) => {
      const error: unknown = await Promise.resolve(call()).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(TypeError);
      expect(String(error)).not.toMatch(/mueller|23125/);
      expect(sent).toEqual([]);
    },
  );
});

test.each(['http://mayfly.example.com', 'ftp://localhost', 'http://localhost.example.com'])(
  'the address %s is refused, because personal data needs TLS',
  (baseUrl) => {
    expect(() => createMayflyClient({ baseUrl })).toThrow(TypeError);
  },
);

test('with an API key the client sends no cookie, and follows no redirect', async () => {
  const { client, sent } = scriptClient([page([])]);
  await client.chatMessages.list();
  expect(sent[0]?.init).toMatchObject({
    credentials: 'omit',
    redirect: 'error',
    cache: 'no-store',
  });
});

test('without an API key the client uses the browser’s session and sends no other credential', async () => {
  const sent: RequestInit[] = [];
  const client = createMayflyClient({
    baseUrl: 'http://localhost:8080',
    fetch: async (_url, init) => {
      sent.push(init);
      return Response.json({ items: [], next_cursor: null, newest_cursor: null });
    },
  });
  await client.chatMessages.list();
  expect(sent[0]).toMatchObject({ credentials: 'same-origin', headers: {} });
  expect(sent[0]?.headers).not.toHaveProperty('authorization');
});
