import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Body, Call } from '../harness/caller.ts';
import { createTestClock } from '../harness/clock.ts';
import { createInstance, createTenant, type Tenant } from '../harness/instance.ts';
import { useStack } from '../harness/stack.ts';

const stack = useStack('demo-round-trip');
const clock = createTestClock();
let tenant: Tenant;

beforeAll(async () => {
  tenant = await createTenant(createInstance(stack(), clock), clock.now, 'round-trip');
});

/** Returns the row for a record in the export of its category. */
async function exportedRow(call: Call, path: string, id: string, query = '') {
  const { status, text } = await call('GET', `${path}/export.csv${query}`);
  expect(status).toBe(200);
  const rows = parse(text, { bom: true, columns: true }) as { [column: string]: string }[];
  return rows.find((row) => row['id'] === id);
}

async function only(answer: Promise<{ readonly body: Body }>): Promise<Body | undefined> {
  const { items } = (await answer).body;
  expect(items).toHaveLength(1);
  return items[0];
}

const texts: readonly (readonly [string, string])[] = [
  ['umlauts', 'Grüße aus Köln: Straße, ÄÖÜẞ, «Œuvre»'],
  ['emoji that consist of several characters', '👋🏽 👩‍👩‍👧‍👦 🇩🇪 ❤️'],
  ['the same letter, composed and decomposed', 'é e\u0301'],
  ['line breaks, tabs, quotes and separators', '"a",\'b\';\r\n\tc\n\r"'],
  ['control characters', '\u0000\u0001\u001f\u007f\u0085'],
  ['line separators and text directions', '\u2028\u2029\u202eعربى\u2066'],
  ['a byte order mark at the start', '\ufeffHallo'],
  ['spaces at the start and the end', '  Hallo  '],
  ['markup', '</script><b>&amp;'],
  ['a text that looks like another type', 'null'],
  ['16,000 characters', 'ä'.repeat(16_000)],
  ['16,000 emoji', '🍀'.repeat(16_000)],
];

describe('a message text is read unchanged through every interface', () => {
  test.each(texts)('%s', async (name, text) => {
    const conversation = `c-${texts.findIndex(([each]) => each === name)}`;
    const written = { conversation_id: conversation, author: 'customer', text };
    const created = await tenant.chat('POST', '/v1/chat-messages', written);
    expect(created.status).toBe(201);
    const { id } = created.body;
    expect(created.body).toMatchObject(written);
    const read = await tenant.chat('GET', `/v1/chat-messages/${id}`);
    expect(read.body).toEqual(created.body);
    const filter = `conversation_id=${conversation}`;
    expect(await only(tenant.chat('GET', `/v1/chat-messages?${filter}`))).toEqual(read.body);
    const path = `/v1/conversations/${conversation}/messages`;
    expect(await only(tenant.chat('GET', path))).toEqual(read.body);
    for (const query of ['', '?format=raw'])
      expect((await exportedRow(tenant.chat, '/v1/chat-messages', id, query))?.['text']).toBe(text);
    const list = await tenant.chat('GET', '/v1/conversations?limit=1');
    const preview = [...text].slice(0, 200).join('');
    expect(list.body.items[0]).toMatchObject({ id: conversation, last_message: { id, preview } });
  });

  test('Unicode escapes become the characters that they stand for', async () => {
    const body =
      '{"conversation_id":"esc","author":"bot","text":"\\u00fc\\ud83d\\ude00\\/\\u0041"}';
    const { body: created } = await tenant.chat('POST', '/v1/chat-messages', body);
    const { body: read } = await tenant.chat('GET', `/v1/chat-messages/${created.id}`);
    expect(read.text).toBe('ü😀/A');
  });

  test('the CSV export for spreadsheets is an exception: it makes formulas harmless', async () => {
    const text = '=1+1;=1+1';
    const body = { conversation_id: 'formula', author: 'bot', text };
    const { body: created } = await tenant.chat('POST', '/v1/chat-messages', body);
    const exported = async (query: string) =>
      (await exportedRow(tenant.chat, '/v1/chat-messages', created.id, query))?.['text'];
    expect(await exported('')).toBe("'=1+1;'=1+1");
    expect(await exported('?format=raw')).toBe(text);
  });
});

describe('an optional field', () => {
  test('is absent in answers and an empty cell in the export, if the request did not contain it', async () => {
    const body = { conversation_id: 'bare', author: 'agent', text: 'x' };
    const { body: created } = await tenant.chat('POST', '/v1/chat-messages', body);
    const { body: read } = await tenant.chat('GET', `/v1/chat-messages/${created.id}`);
    const names = ['author', 'conversation_id', 'created_at', 'expires_at', 'id', 'text'];
    expect(Object.keys(read).toSorted()).toEqual(names);
    const row = await exportedRow(tenant.chat, '/v1/chat-messages', created.id);
    expect(row).toMatchObject({ sent_at: '', experience_id: '' });
  });

  test('is read unchanged if the request contained it; an instant is returned in UTC with milliseconds', async () => {
    const sent = { sent_at: '2026-03-29T03:30:00.1+02:00', experience_id: 'exp:1' };
    const body = { conversation_id: 'full', author: 'agent', text: 'x', ...sent };
    const { body: created } = await tenant.chat('POST', '/v1/chat-messages', body);
    const { body: read } = await tenant.chat('GET', `/v1/chat-messages/${created.id}`);
    expect(read).toMatchObject({ sent_at: '2026-03-29T01:30:00.100Z', experience_id: 'exp:1' });
  });
});

test('500 messages of one request have the same order in the answer and in the list', async () => {
  const messages = Array.from({ length: 500 }, (_, at) => ({
    conversation_id: 'five-hundred',
    author: 'bot',
    text: `Nachricht ${at}`,
  }));
  const created = await tenant.chat('POST', '/v1/chat-messages', messages);
  expect(created.status).toBe(201);
  expect(created.body.items.map(({ text }) => text)).toEqual(messages.map(({ text }) => text));
  const read: Body[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const path = '/v1/conversations/five-hundred/messages?limit=200';
    const page: Body = (await tenant.chat('GET', cursor ? `${path}&cursor=${cursor}` : path)).body;
    read.push(...page.items);
    cursor = page.next_cursor;
  }
  expect(read).toEqual(created.body.items);
});

const json = `{"__proto__":{"polluted":true},"constructor":{"prototype":{"x":1}},"toString":"t",
  "nested":{"__proto__":[{"__proto__":null}],"list":[[[[]]],{},[null,true,false]]},"":"empty",
  "numbers":[0,-1,1e21,1.5e-7,9007199254740991,0.1],"ünï\\u00fc":"\\ud83d\\ude00",
  "10":"ten","2":"two","quote\\"d":"\\u0000","id":"x","dek":"y"}`;

test('JSON values are read unchanged through every interface, also with keys such as __proto__', async () => {
  const { customers } = tenant;
  const sent = `{"email":"json@example.org","authenticated_by":"sso","values":${json}}`;
  const created = await customers('POST', '/v1/customers', sent);
  expect(created.status).toBe(201);
  const { id } = created.body;
  const expected = JSON.stringify(JSON.parse(json));
  const read = await customers('GET', `/v1/customers/${id}`);
  const listed = await only(customers('GET', '/v1/customers'));
  const found = await only(
    customers('POST', '/v1/customers/search', { email: 'json@example.org' }),
  );
  for (const body of [created.body, read.body, listed, found])
    expect(JSON.stringify(body?.['values'])).toBe(expected);
  expect((await exportedRow(customers, '/v1/customers', id))?.['values']).toBe(expected);
  const replaced = await customers('PUT', '/v1/customers', sent);
  expect(JSON.stringify(replaced.body['values'])).toBe(expected);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

test.each([
  ['24681357902468135', '/values/orders/0/number', 'whole numbers up to 2^53 - 1'],
  ['"\\ud800"', '/values/orders/0/number', 'well-formed-unicode'],
  ['1,"number":2', '/values/orders/0/number', 'distinct-keys'],
])(
  'JSON that Mayfly could not return unchanged is refused and not stored: %s',
  async (value, pointer, rule) => {
    const { customers } = tenant;
    const values = `{"orders":[{"number":${value}}]}`;
    const sent = `{"email":"lost@example.org","authenticated_by":"sso","values":${values}}`;
    for (const method of ['POST', 'PUT']) {
      const { status, body } = await customers(method, '/v1/customers', sent);
      expect([status, body['errors']]).toEqual([422, [{ pointer, rule }]]);
    }
    const { body } = await customers('POST', '/v1/customers/search', { email: 'lost@example.org' });
    expect(body.items).toEqual([]);
  },
);

describe('a search by email', () => {
  const written = 'Anna.Müller@Example.ORG';

  test.each([
    written,
    written.toLowerCase(),
    written.toUpperCase(),
    'aNNA.mu\u0308ller@example.org',
  ])('finds the customer by %s, and returns the email as the customer wrote it', async (email) => {
    const body = { email: written, authenticated_by: 'code' };
    await tenant.customers('PUT', '/v1/customers', body);
    const found = await only(tenant.customers('POST', '/v1/customers/search', { email }));
    expect(found?.email).toBe(written);
  });

  test('finds nobody by a part of the email', async () => {
    const body = { email: 'nna.müller@example.org' };
    const { status, body: found } = await tenant.customers('POST', '/v1/customers/search', body);
    expect([status, found.items]).toEqual([200, []]);
  });
});

test('a correction changes the fields that it contains, removes fields that are null, and does not change the expiry', async () => {
  const { customers } = tenant;
  const body = {
    email: 'korrektur@example.org',
    authenticated_by: 'sso',
    values: { stadt: 'Köln' },
  };
  const { body: created } = await customers('POST', '/v1/customers', body);
  clock.advance(5_000_000);
  const path = `/v1/customers/${created.id}`;
  const changed = await customers('PATCH', path, { email: 'neu@example.org', values: null });
  const { values: _, ...rest } = created as Body & { values: unknown };
  expect(changed.body).toEqual({ ...rest, email: 'neu@example.org' });
  expect((await customers('GET', path)).body).toEqual(changed.body);
  const search = (email: string) => customers('POST', '/v1/customers/search', { email });
  expect((await search('korrektur@example.org')).body.items).toEqual([]);
  expect((await search('neu@example.org')).body.items).toEqual([changed.body]);
});
