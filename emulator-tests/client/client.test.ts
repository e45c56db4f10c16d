import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMayflyClient, type MayflyClient } from '#shared/client/create-mayfly-client.ts';
import { call } from '../stack/call-stack.ts';
import { type RunningStack, startStack, stopStack } from '../stack/run-stack.ts';

let stack: RunningStack;
let client: MayflyClient;
/** URLs of the requests, and the pauses between attempts. */
const urls: string[] = [];
const pauses: number[] = [];

beforeAll(async () => {
  stack = await startStack();
  client = newClient();
});

afterAll(async () => {
  await stopStack(stack);
});

/** A client over HTTP, through the gateway. */
function newClient(changes: Partial<Parameters<typeof createMayflyClient>[0]> = {}): MayflyClient {
  const { base_url: baseUrl, api_key: apiKey } = stack.description;
  return createMayflyClient({
    baseUrl,
    apiKey,
    fetch: (url, init) => {
      urls.push(url);
      return fetch(url, init);
    },
    ...changes,
  });
}

async function toArray<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

const email = 'juergen.mueller@example.com';

test('a record comes back as it was created, by every way there is', async () => {
  const message = {
    conversation_id: 'client-1',
    author: 'customer',
    text: 'Grüß Gott 👋',
  } as const;
  const created = await client.chatMessages.create(message);
  expect(created).toMatchObject(message);
  expect(await client.chatMessages.get(created.id)).toEqual(created);
  const { items } = await client.chatMessages.list({ conversation_id: 'client-1' });
  expect(items).toEqual([created]);
  expect(await toArray(client.conversations.iterateMessages('client-1'))).toEqual([created]);
  const csv = await new Response(await client.chatMessages.exportCsv()).text();
  const rows = parse(csv, { bom: true, columns: true }) as { [column: string]: string }[];
  expect(rows.find(({ id }) => id === created.id)?.['text']).toBe(message.text);
  await client.chatMessages.delete(created.id);
  await expect(client.chatMessages.get(created.id)).rejects.toMatchObject({
    code: 'record-not-found',
  });
});

test('several records are iterated newest first, over pages, and heads are found', async () => {
  const messages = Array.from({ length: 7 }, (_, index) => ({
    conversation_id: 'client-2',
    author: 'bot' as const,
    text: `Nachricht ${index}`,
  }));
  const created = await client.chatMessages.createMany(messages);
  const filter = { conversation_id: 'client-2', limit: 3 };
  expect(await toArray(client.chatMessages.iterate(filter))).toEqual(created.toReversed());
  const { items } = await client.conversations.list({ limit: 1 });
  expect(items[0]).toMatchObject({ id: 'client-2', messages: 7 });
  const subject = await client.conversations.setSubject('client-2', { email });
  expect(subject.conversation_id).toBe('client-2');
});

test('a customer is upserted, found, corrected, touched and deleted, and no URL names them', async () => {
  const sent = { email, authenticated_by: 'sign_in', values: { ort: 'Köln' } } as const;
  const { record, created } = await client.customers.upsert(sent);
  expect(created).toBe(true);
  expect((await client.customers.upsert(sent)).created).toBe(false);
  expect((await client.customers.search({ email: email.toUpperCase() })).items).toHaveLength(1);
  const corrected = await client.customers.correct(record.id, { values: null });
  expect(corrected).not.toHaveProperty('values');
  const touched = await client.customers.touch(record.id);
  expect(touched.expires_at >= record.expires_at).toBe(true);
  await client.customers.delete(record.id);
  expect((await client.customers.search({ email })).items).toEqual([]);
  expect(urls.join(' ')).not.toMatch(/mueller|example\.com/i);
});

test('rules that a body breaks are told with their places', async () => {
  const body = { email: 'nobody', authenticated_by: 'sign_in' } as const;
  await expect(client.customers.create(body)).rejects.toMatchObject({
    status: 422,
    code: 'validation-failed',
    errors: [{ pointer: '/email' }],
  });
});

test('a create whose answer is lost on the way is stored once', async () => {
  let answers = 0;
  const unlucky = newClient({
    sleep: async () => {},
    fetch: async (url, init) => {
      const response = await fetch(url, init);
      answers += 1;
      if (answers > 1) return response;
      await response.body?.cancel();
      throw new TypeError('connection lost');
    },
  });
  const message = { conversation_id: 'client-3', author: 'agent', text: 'Nur einmal' } as const;
  const created = await unlucky.chatMessages.create(message);
  expect(answers).toBe(2);
  expect((await client.chatMessages.list({ conversation_id: 'client-3' })).items).toEqual([
    created,
  ]);
});

test('a key service that comes back while the client waits costs only time', async () => {
  const setOutage = (on: boolean) => call(stack, 'POST', '/_local/kms/outage', { on });
  await setOutage(true);
  const patient = newClient({
    sleep: async (milliseconds) => {
      pauses.push(milliseconds);
      await setOutage(false);
    },
  });
  // Of a category whose key no process holds yet.
  const record = { email, coins: 10, reason: 'einkauf' };
  expect(await patient.loyaltyTransactions.create(record)).toMatchObject(record);
  expect(pauses).toHaveLength(1);
  expect(pauses[0]).toBeGreaterThanOrEqual(5_000);
});

test('coins are earned, redeemed and summed up', async () => {
  const person = 'balance@example.com';
  await client.loyaltyTransactions.create({ email: person, coins: 10, reason: 'einkauf' });
  await client.loyaltyRedemptions.create({ email: person, coins: 2, reward_id: 'vase-klein' });
  expect(await client.loyalty.balance({ email: person })).toEqual({ coins: 8 });
  const { expiring } = await client.loyalty.balance({ email: person, expiring: 5 });
  expect(expiring).toMatchObject([{ coins: 8 }]);
});

test('the overview counts what was created', async () => {
  const { categories } = await client.storage();
  expect(categories.find(({ id }) => id === 'chat_messages')?.live).toBe(8);
});
