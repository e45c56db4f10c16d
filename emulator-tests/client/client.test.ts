import { randomBytes } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMayflyClient, type MayflyClient } from '#shared/client/create-mayfly-client.ts';
import { openAe2 } from '#shared/http/testing/open-ae2.ts';
import { call } from '../stack/call-stack.ts';
import { type RunningStack, startStack, stopStack } from '../stack/run-stack.ts';

let stack: RunningStack;
let client: MayflyClient;
/** The URLs of the requests, and the pauses between attempts in milliseconds. */
const urls: string[] = [];
const pauses: number[] = [];

beforeAll(async () => {
  stack = await startStack();
  client = newClient();
});

afterAll(async () => {
  await stopStack(stack);
});

/** Creates a client that sends its requests over HTTP, through the gateway. */
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

test('a created chat message is read, listed and exported unchanged, and cannot be read after its deletion', async () => {
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

test('an iteration over several pages returns messages newest first; the list of conversations shows the number of messages', async () => {
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

test('a customer is upserted, found, corrected, touched and deleted, and no URL contains the email', async () => {
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

test('a raffle is created, entered, drawn and exported, and a repeated draw has the same winners', async () => {
  const { id } = await client.raffles.create({ name: 'Sommer', policy: 'once' });
  const entry = await client.raffleParticipations.create({ raffle_id: id, email });
  const drawn = await client.raffles.draw(id, 1, { idempotencyKey: 'draw-1' });
  expect(drawn.winners).toMatchObject([{ participation_id: entry.id, email }]);
  expect(await client.raffles.draw(id, 1, { idempotencyKey: 'draw-1' })).toEqual(drawn);
  expect((await client.raffles.draws(id)).items).toEqual([drawn]);
  expect(await toArray(client.raffles.iterateWinners(id))).toEqual(drawn.winners);
  const csv = await new Response(await client.raffles.exportWinnersCsv(id)).text();
  expect(parse(csv, { bom: true, columns: true })).toMatchObject([{ email, raffle_id: id }]);
  expect((await client.raffles.list()).items.map((raffle) => raffle.id)).toContain(id);
});

test('if a body breaks a rule, the error names the field', async () => {
  const body = { email: 'nobody', authenticated_by: 'sign_in' } as const;
  await expect(client.customers.create(body)).rejects.toMatchObject({
    status: 422,
    code: 'validation-failed',
    errors: [{ pointer: '/email' }],
  });
});

test('if the answer to a creation is lost, the client repeats the request, and the record is stored only once', async () => {
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

test('if the key service fails at first and works when the client repeats the call, the call succeeds', async () => {
  const setOutage = (on: boolean) => call(stack, 'POST', '/_local/kms/outage', { on });
  await setOutage(true);
  const patient = newClient({
    sleep: async (milliseconds) => {
      pauses.push(milliseconds);
      await setOutage(false);
    },
  });
  // No process has a data key of this category in memory yet. So the call needs the key service.
  const record = { email, coins: 10, reason: 'einkauf' };
  expect(await patient.loyaltyTransactions.create(record)).toMatchObject(record);
  expect(pauses).toHaveLength(1);
  expect(pauses[0]).toBeGreaterThanOrEqual(5_000);
});

test('a balance adds earned coins and subtracts redeemed coins', async () => {
  const person = 'balance@example.com';
  await client.loyaltyTransactions.create({ email: person, coins: 10, reason: 'einkauf' });
  await client.loyaltyRedemptions.create({ email: person, coins: 2, reward_id: 'vase-klein' });
  expect(await client.loyalty.balance({ email: person })).toEqual({ coins: 8 });
  const { expiring } = await client.loyalty.balance({ email: person, expiring: 5 });
  expect(expiring).toMatchObject([{ coins: 8 }]);
});

test('the overview counts the created messages', async () => {
  const { categories } = await client.storage();
  expect(categories.find(({ id }) => id === 'chat_messages')?.live).toBe(8);
});

test('a file is read unchanged, and its experience is listed', async () => {
  const variable = { experience_id: 'client-exp', instance_id: 'run-1', name: 'photo' };
  const content = randomBytes(1_500_000);
  const file = new Blob([content], { type: 'image/png' });
  const { record, created } = await client.variableFiles.store(variable, file, 'Foto Köln.png');
  expect(created).toBe(true);
  expect(record).toMatchObject({ ...variable, file_name: 'Foto Köln.png', file_bytes: 1_500_000 });
  const read = await new Response(await client.variableFiles.read(record.id)).arrayBuffer();
  expect(Buffer.from(read).equals(content)).toBe(true);
  const experiences = await toArray(client.experiences.iterate({ limit: 1 }));
  expect(experiences.find(({ id }) => id === 'client-exp')).toMatchObject({
    variables: 1,
    files: 1,
  });
  const csv = await new Response(await client.experiences.exportCsv('client-exp')).text();
  expect(csv).toContain('Foto Köln.png');
});

test('an encrypted export can be decrypted with its password; during the export the client reports the progress', async () => {
  const password = 'Grosse Blumen! 2026';
  const variable = { experience_id: 'client-exp', instance_id: 'run-2', value: 'Grüße' };
  const variables = Array.from({ length: 30 }, (_, at) => ({ ...variable, name: `v${at}` }));
  await client.variables.createMany(variables);
  const shares: number[] = [];
  const rows = new Set<number>();
  const archive = await client.variables.exportArchive({
    password,
    onProgress: (progress) => {
      shares.push(progress.share);
      rows.add(progress.rows);
    },
  });
  const zip = Buffer.from(await new Response(archive).arrayBuffer());
  const { content } = openAe2(zip, password);
  const csv = parse(content, { bom: true, columns: true }) as { [column: string]: string }[];
  expect([...rows]).toEqual([csv.length]);
  expect(csv.length).toBeGreaterThan(20);
  expect([shares[0], shares.at(-1)]).toEqual([0, 1]);
  expect(shares).toEqual(shares.toSorted((left, right) => left - right));
  expect(urls.join()).not.toContain('Blumen!');
});
