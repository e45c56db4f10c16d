import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js';
import { beforeAll, expect, test } from 'vitest';
import { hashApiKey } from '#shared/access/api-key.ts';
import { systemClock } from '#shared/base/time/clock.ts';
import { everythingOn } from '#shared/settings/testing/everything-on.ts';
import { callerOf } from '../harness/caller.ts';
import { type FunctionProcess, startFunction } from '../harness/function-process.ts';
import { createInstance, type Instance, storeKey } from '../harness/instance.ts';
import { useStack } from '../harness/stack.ts';
import { contentOf, sendFile } from '../variables/send-file.ts';

const stack = useStack('demo-archives');
/** The time limit of `beforeAll` in milliseconds. `beforeAll` builds the bundle of a function. */
const patienceMs = 180_000;
const password = 'Grosse Blumen! 2026';
const anna = {
  email: 'Annegret.Kastanienbaum@example.org',
  phone: '+49 30 23125 873',
  external_id: 'psid-archived',
};
const bert = { email: 'bert@example.org', phone: '+49 30 23125 874', external_id: 'psid-other' };

let instance: Instance;
let subjects: FunctionProcess;
let key: string;

beforeAll(async () => {
  instance = createInstance(stack(), { now: systemClock });
  key = await storeKey(instance, systemClock, 'acme');
  subjects = await startFunction(stack(), 'subjects');
}, patienceMs);

const appOf: typeof instance.appOf = (service) => instance.appOf(service);

async function post(target: Parameters<typeof callerOf>[0], path: string, body: unknown) {
  const { status, body: answer } = await callerOf(target, key)('POST', path, body);
  expect([path, status]).toEqual([path, expect.toBeOneOf([200, 201])]);
  return answer;
}

/**
 * Creates records of one person in every category that callers may write. Most of them belong to
 * one conversation.
 */
async function live({ email, phone, external_id }: typeof anna, conversation_id: string) {
  const { id: raffle_id } = await post(appOf('raffles'), '/v1/raffles', {
    name: 'Sommer',
    policy: 'once',
  });
  const pool = { name: 'herbst', kind: 'coupon', policy: 'weekly' };
  const { id: poolId } = await post(appOf('coupons'), '/v1/coupon-pools', pool);
  const csv = { 'content-type': 'text/csv' };
  const load = `/v1/coupon-pools/${poolId}/codes`;
  await callerOf(appOf('coupons'), key)('POST', load, `A-${conversation_id}\n`, csv);
  const words = { conversation_id, author: 'customer', text: `Hier ist ${email}` };
  await post(instance.chat, '/v1/chat-messages', [words, words]);
  await post(appOf('nlu'), '/v1/nlu-messages', { conversation_id, text: email });
  const session = { channel: 'facebook', external_id, conversation_id, state: { step: 1 } };
  await post(appOf('messenger'), '/v1/messenger-sessions', session);
  const entry = { level: 'info', event: 'sign_in.passed', email, conversation_id };
  await post(appOf('runtime-log'), '/v1/runtime-log', entry);
  const customer = { email, authenticated_by: 'sso', values: { ort: 'Köln' }, conversation_id };
  await post(instance.customers, '/v1/customers', customer);
  const place = { instance_id: conversation_id, name: 'photo' };
  const file = await sendFile(appOf('variables'), key, contentOf(600_000), place);
  expect(file.status).toBe(201);
  await post(appOf('consents'), '/v1/marketing-consents', { type: 'sms', phone, conversation_id });
  await post(appOf('coupons'), `/v1/coupon-pools/${poolId}/emit`, { email });
  const earning = { email, coins: 10, reason: 'visit' };
  await post(appOf('loyalty'), '/v1/loyalty-transactions', earning);
  const redemption = { email, coins: 2, reward_id: 'mug', phone };
  await post(appOf('loyalty'), '/v1/loyalty-redemptions', redemption);
  await post(appOf('raffles'), '/v1/raffle-participations', { raffle_id, email, phone });
}

const ask = (body: object) =>
  subjects.request('/v1/subjects/export', {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ language: 'de', ...body }),
  });

async function open(response: Response): Promise<Map<string, Buffer>> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const reader = new ZipReader(new Uint8ArrayReader(bytes), { useWebWorkers: false });
  const files = new Map<string, Buffer>();
  for (const entry of await reader.getEntries()) {
    if (entry.directory) continue;
    const content = await entry.getData(new Uint8ArrayWriter(), { password });
    files.set(entry.filename, Buffer.from(content));
  }
  return files;
}

test('the bundle `subjects`, in a process with only the permissions of its function, exports all data of one person, and no data of another person', async () => {
  await live(bert, 'c-bert');
  await live(anna, 'c-anna');
  const customers = await callerOf(instance.customers, key)('GET', '/v1/customers');
  const own = customers.body.items.find(({ email }) => email === anna.email);
  await instance.managerLogOf('customers').record({
    tenant: 'acme',
    settings: everythingOn(),
    actor: 'karl@example.org',
    actorId: 'karl',
    action: 'customers.read',
    target: own?.id ?? '',
    outcome: 'shown',
  });
  const access = await ask({ ...anna, kind: 'access', password });
  expect([access.status, subjects.output()]).toEqual([200, expect.any(String)]);
  const files = await open(access);
  const data = JSON.parse(files.get('data.json')?.toString() ?? '') as {
    readonly data: readonly { readonly category: string; readonly records: readonly object[] }[];
    readonly looked_at: readonly { readonly action: string }[];
  };
  const held = data.data.filter(({ records }) => records.length > 0);
  expect(held.map(({ category }) => category)).toHaveLength(11);
  expect(data.looked_at.map(({ action }) => action)).toEqual(['customers.read']);
  expect(files.get('files/001-photo.png')?.equals(contentOf(600_000))).toBe(true);
  expect(files.get('index.html')?.toString()).toContain('<html lang="de">');
  const portability = await open(await ask({ ...anna, kind: 'portability', password }));
  for (const archive of [files, portability])
    for (const value of Object.values(bert))
      for (const content of archive.values()) expect(content.includes(value)).toBe(false);
  expect(portability.get('data.json')?.toString()).not.toContain('expires_at');
  expect(subjects.output()).not.toContain(anna.email);
});

test('with a revoked key, the export is refused', async () => {
  const own = await storeKey(instance, systemClock, 'acme');
  const headers = { authorization: `Bearer ${own}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ ...anna, kind: 'access', language: 'en' });
  const request = () => subjects.request('/v1/subjects/export', { method: 'POST', headers, body });
  expect((await open(await request())).size).toBeGreaterThan(10);
  const ref = { tenant: 'acme', collection: 'api_keys', id: hashApiKey(own) };
  await instance.store.commit([{ kind: 'update', ref, data: { revoked_at: systemClock() } }]);
  await expect.poll(async () => (await request()).status, { timeout: 20_000 }).toBe(401);
});
