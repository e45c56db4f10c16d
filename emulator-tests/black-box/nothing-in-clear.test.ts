import { beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '#shared/base/time/clock.ts';
import { callerOf } from '../harness/caller.ts';
import { type FunctionProcess, startFunction } from '../harness/function-process.ts';
import { createInstance, storeKey } from '../harness/instance.ts';
import { useStack } from '../harness/stack.ts';
import { findValues } from '../production-rules/find-values.ts';
import type { RawDocument } from '../production-rules/raw-export.ts';

const stack = useStack('demo-in-clear');

const values = {
  text: 'Beispielstraße 47, drittes Obergeschoß',
  longText: `Vertragsnummer Q7X-${'9'.repeat(40)}`,
  email: 'Ottilie.Wagenbächer@example.org',
  secondEmail: 'O.Wagenbaecher+neu@example.org',
  subjectEmail: 'Kriemhild.Ostertag@example.org',
  phone: '+49 221 4710 815',
  phoneDigits: '+492214710815',
  externalId: 'wa:Käthe-Obermoser/88',
  conversation: '19:Wagenbächer+49 221 4710 816/thread',
  city: 'Brüggerfelden',
  valueName: 'Lieblingsfarbe_Ottilie',
  idempotencyKey: 'Bestellung-Ottilie-Wagenbaecher',
  idempotencyEmail: 'nochmal.ottilie@example.org',
} as const;
const plainId = 'Gespraech.Sichtbar';

let processes: FunctionProcess[];
let dump: RawDocument[];

async function driveChat(chat: FunctionProcess, key: string): Promise<void> {
  const call = callerOf(chat, key);
  const post = (text: string, headers?: { [name: string]: string }) =>
    call(
      'POST',
      '/v1/chat-messages',
      { conversation_id: plainId, author: 'customer', text },
      headers,
    );
  const statuses: number[] = [];
  const note = (answer: { readonly status: number }) => statuses.push(answer.status);
  const first = await post(values.text, { 'idempotency-key': values.idempotencyKey });
  note(first);
  note(await post(values.text, { 'idempotency-key': values.idempotencyKey }));
  note(await post(values.longText, { 'idempotency-key': values.idempotencyEmail }));
  const gone = await post(values.text);
  note(await call('DELETE', `/v1/chat-messages/${gone.body.id}`));
  const subject = `/v1/conversations/${plainId}/subject`;
  note(await call('PUT', subject, { email: values.subjectEmail }));
  note(await call('PUT', subject, { phone: values.phone }));
  note(await call('PUT', subject, { external_id: values.externalId }));
  const named = { conversation_external_id: values.conversation };
  const told = { ...named, author: 'bot', text: values.text };
  note(await call('POST', '/v1/chat-messages', [told, told]));
  const { body: identified } = await call('POST', '/v1/conversations/identify', named);
  const messages = await call(
    'GET',
    `/v1/conversations/${String(identified['conversation_id'])}/messages`,
  );
  expect(messages.body.items).toMatchObject([named, named]);
  for (const path of ['chat-messages', 'conversations', 'chat-messages/export.csv'])
    note(await call('GET', `/v1/${path}`));
  note(await call('GET', `/v1/conversations/${plainId}/messages`));
  expect(statuses.filter((status) => status >= 300)).toEqual([]);
  expect((await call('GET', `/v1/chat-messages/${first.body.id}`)).body.text).toBe(values.text);
}

async function driveCustomers(customers: FunctionProcess, key: string): Promise<void> {
  const call = callerOf(customers, key);
  const body = (email: string) => ({
    email,
    authenticated_by: 'sso',
    values: { [values.valueName]: values.city },
    conversation_id: plainId,
  });
  const created = await call('POST', '/v1/customers', body(values.email));
  const path = `/v1/customers/${created.body.id}`;
  const answers = [
    created,
    await call('PUT', '/v1/customers', body(values.email.toUpperCase())),
    await call('POST', '/v1/customers/search', { email: values.email }),
    await call('PATCH', path, { email: values.secondEmail }),
    await call('POST', `${path}/touch`),
    await call('GET', '/v1/customers'),
    await call('GET', '/v1/customers/export.csv'),
    await call('POST', '/v1/customers', body(values.subjectEmail)),
  ];
  expect(answers.map(({ status }) => status)).toEqual([201, 200, 200, 200, 200, 200, 200, 201]);
  // These requests are refused. Their personal values must not be stored or printed either.
  expect((await call('POST', '/v1/customers', body(values.subjectEmail))).status).toBe(409);
  expect((await call('POST', '/v1/customers', `{"email":"${values.email}"`)).status).toBe(400);
  expect((await call('POST', '/v1/customers', { [values.email]: values.city })).status).toBe(422);
}

beforeAll(async () => {
  const key = await storeKey(createInstance(stack(), { now: systemClock }), systemClock, 'acme');
  const env = { LOG_LEVEL: 'trace' };
  const start = (name: string) => startFunction(stack(), name, { env });
  const [chat, customers] = await Promise.all([start('chat'), start('customers')]);
  await Promise.all([driveChat(chat, key), driveCustomers(customers, key)]);
  processes = [chat, customers];
  for (const each of processes) each.signal('SIGTERM');
  for (const each of processes) await each.ended;
  dump = await stack().exportRaw();
});

describe('after successful and refused requests', () => {
  test.each(Object.entries(values))(
    'no database contains the value `%s`, as text, base64 or hex',
    (_, value) => {
      expect(findValues(dump, [value])).toEqual([]);
    },
  );

  test.each(Object.entries(values))('no output of a process contains `%s`', (_, value) => {
    for (const { output } of processes) {
      const text = JSON.stringify(output());
      expect(findValues([{ path: '', text, decoded: [] }], [value])).toEqual([]);
    }
  });

  test('the search itself works: it finds values that are stored in clear, and the processes have printed log lines', () => {
    const collections = findValues(dump, [plainId]).map(({ path }) => path.split('/').at(-2));
    const expected = ['chat_messages', 'conversation_heads', 'conversation_links', 'customers'];
    expect(new Set(collections)).toEqual(new Set(expected));
    for (const { output } of processes) {
      const requests = output()
        .split('\n')
        .filter((line) => line.includes('"message":"request"'));
      expect(requests.length).toBeGreaterThan(10);
    }
  });
});

test('in the records of this file every encrypted field is longer than 29 bytes, and every lookup hash comes from bcrypt', () => {
  let [sealed, hashed] = [0, 0];
  for (const { text } of dump) {
    const { fields = {} } = JSON.parse(text) as {
      fields?: { [name: string]: { [type: string]: string } };
    };
    for (const [name, value] of Object.entries(fields)) {
      if (name.endsWith('_aes')) {
        sealed += 1;
        expect(Buffer.from(value['bytesValue'] ?? '', 'base64').length).toBeGreaterThan(29);
      }
      if (!name.endsWith('_bcrypt') && name !== 'lookup') continue;
      hashed += 1;
      expect(value['stringValue']).toMatch(/^\$2b\$04\$[./A-Za-z0-9]{53}$/);
    }
  }
  expect([sealed, hashed].every((count) => count > 3)).toBe(true);
});
