import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js';
import { beforeEach, describe, expect, test } from 'vitest';
import { createApiKey } from '#shared/access/store-api-key.ts';
import { microsPerSecond } from '#shared/base/time/instant.ts';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import { customers } from '#shared/categories/customers.ts';
import { categories } from '#shared/categories/registry.ts';
import { runtimeLog } from '#shared/categories/runtime-log.ts';
import { createHeadWriter } from '#shared/domains/conversations/head-writer.ts';
import { setSubject } from '#shared/domains/conversations/set-subject.ts';
import { createRecords } from '#shared/records/create-records.ts';
import {
  createTestFixture,
  type TestFixture,
} from '#shared/records/testing/create-test-context.ts';
import { openTenant } from '#shared/settings/testing/everything-on.ts';
import { allTenants, type StoredDocument } from '#shared/store/store.ts';
import { commitTo, decodeSalt } from '#shared/subjects/receipts/verification/commitment.ts';
import { subjectTokens } from '#shared/subjects/tokens/collections.ts';
import { createApiService } from '#shared/wiring/api-service.ts';
import { collections } from '#shared/wiring/collections.ts';
import { receiptSigner } from '#shared/wiring/testing/session-signer.ts';
import { testConfig } from '#shared/wiring/testing/test-config.ts';
import { createSubjectsApp } from './app.ts';

type Answer = { readonly status: number; readonly body: { readonly [name: string]: never } };

const email = 'anna@example.org';
const pageOrigin = 'https://console.example';
let fixture: TestFixture;
let app: ReturnType<typeof createSubjectsApp>;
let key: string;
let log: string[];

beforeEach(async () => {
  fixture = createTestFixture();
  log = [];
  const logTo = { write: (line: string) => void log.push(line) };
  const platform = { ...fixture.platform, config: testConfig({ LOG_LEVEL: 'trace' }), logTo };
  const service = createApiService(platform, 'test');
  app = createSubjectsApp({
    ...service,
    categories,
    collections,
    signer: receiptSigner,
    pageOrigin,
  });
  await openTenant(platform, 'acme');
  await openTenant(platform, 'other');
  key = await createApiKey(platform, { tenant: 'acme', scopes: ['subjects'] });
  const ctx = fixture.contextOf('acme');
  const store = (category: typeof customers, body: object) =>
    createRecords(ctx, { category, body });
  await store(customers, { email, authenticated_by: 'code' });
  const heads = createHeadWriter();
  for (const conversationId of ['own', 'shared']) {
    const text = `words of ${conversationId}`;
    const message = { conversation_id: conversationId, author: 'customer', text };
    await createRecords(ctx, { category: chatMessages, body: message, companions: heads(ctx) });
    await setSubject(ctx, { conversationId, body: { email } });
  }
  const other = { email: 'bernd@example.org', authenticated_by: 'code' };
  await store(customers, { ...other, conversation_id: 'shared' });
});

async function send(
  method: string,
  path: string,
  credential: string | undefined,
  body?: unknown,
  headers: { readonly [name: string]: string } = {},
): Promise<Answer> {
  const response = await app.request(path, {
    method,
    headers: {
      ...(credential !== undefined && { authorization: `Bearer ${credential}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: JSON.parse(text || '{}') };
}

async function give(who: object = { email }) {
  const body = { ...who, authenticated_by: 'sign_in' };
  const { status, body: given } = await send('POST', '/v1/subject-tokens', key, body);
  expect(status).toBe(201);
  return given as unknown as { id: string; token: string; url: string; expires_at: string };
}

const preview = (token: string | undefined, headers?: { readonly [name: string]: string }) =>
  send('POST', '/v1/my-data/preview', token, undefined, headers);
const erase = (token: string, body: object = { confirm: true }) =>
  send('POST', '/v1/my-data/erase', token, body);

async function dump(): Promise<StoredDocument[]> {
  const all = { tenant: allTenants, where: [], orderBy: [], limit: 10_000 };
  const found = collections.map(({ id }) => fixture.store.query({ ...all, collection: id }));
  return (await Promise.all(found)).flat();
}

const tokenDocument = async () => {
  const found = (await dump()).find(({ ref }) => ref.collection === subjectTokens.id);
  if (found === undefined) throw new Error('no token is stored');
  return found;
};

describe('a token', () => {
  test('is given in the fragment of a URL, and neither the database nor the log contains it', async () => {
    const { token, url } = await give();
    expect(token).toMatch(/^mfs_acme_[0-9a-f]{32}_[0-9a-f]{64}$/);
    expect(url).toBe(`${pageOrigin}/my-data#token=${token}`);
    const stored = JSON.stringify((await dump()).map(({ data }) => data));
    expect(stored).not.toContain(token.split('_').at(-1));
    expect(log.join('')).not.toMatch(/anna|mfs_acme_[0-9a-f]{32}_/);
  });

  test('is given only for exactly one value that identifies a person', async () => {
    const authenticated = { authenticated_by: 'sso' };
    for (const who of [{}, { email, phone: '+49 30 23125 001' }, { conversation_id: 'own' }]) {
      const body = { ...who, ...authenticated };
      const { status } = await send('POST', '/v1/subject-tokens', key, body);
      expect(status).toBe(422);
    }
  });

  test('is valid for exactly 15 minutes', async () => {
    const { token } = await give();
    fixture.clock.now += 15 * 60 * microsPerSecond - 1;
    expect((await preview(token)).status).toBe(200);
    fixture.clock.now += 1;
    expect((await preview(token)).body).toMatchObject({ code: 'subject-token-invalid' });
  });

  test('is refused when 5 s have passed since it was revoked', async () => {
    const { id, token } = await give();
    expect((await preview(token)).status).toBe(200);
    expect((await send('DELETE', `/v1/subject-tokens/${id}`, key)).status).toBe(204);
    fixture.clock.now += 5 * microsPerSecond;
    expect((await preview(token)).body).toMatchObject({ code: 'subject-token-invalid' });
    expect((await send('DELETE', `/v1/subject-tokens/${id}`, key)).status).toBe(404);
  });

  test('that is missing or expired leads to an answer that says what to do and does not mention API keys', async () => {
    const { token } = await give();
    const missing = (await preview(undefined)).body;
    expect(missing).toMatchObject({ code: 'subject-token-missing' });
    expect(missing['detail']).toMatch(/subject token .*POST \/v1\/subject-tokens/);
    fixture.clock.now += 15 * 60 * microsPerSecond;
    for (const sent of [token, key, 'x']) {
      const refused = (await preview(sent)).body;
      expect(refused).toMatchObject({ code: 'subject-token-invalid' });
      expect(refused['detail']).toMatch(/subject token has expired.*Ask the provider/);
      expect(JSON.stringify([refused, missing])).not.toMatch(/API key/i);
    }
  });

  test('cannot be revoked by another tenant', async () => {
    const { id } = await give();
    const { platform } = fixture;
    const other = await createApiKey(platform, { tenant: 'other', scopes: ['subjects'] });
    expect((await send('DELETE', `/v1/subject-tokens/${id}`, other)).status).toBe(404);
  });

  test('is accepted only by the routes for a person’s own data, and these routes accept no other credential', async () => {
    const { token, id } = await give();
    for (const [method, path] of [
      ['GET', '/v1/requests'],
      ['GET', '/v1/erasures'],
      ['GET', '/v1/receipts'],
      ['POST', '/v1/subjects/preview'],
      ['POST', '/v1/subject-tokens'],
      ['DELETE', `/v1/subject-tokens/${id}`],
    ] as const)
      expect([path, (await send(method, path, token)).status]).toEqual([path, 401]);
    for (const credential of [undefined, key, 'x', `${token}0`, token.replace('acme', 'other')])
      expect((await preview(credential)).status).toBe(401);
    const guessed = `${token.slice(0, -64)}${'0'.repeat(64)}`;
    expect((await preview(guessed)).body).toMatchObject({ code: 'subject-token-invalid' });
  });

  test('is refused if somebody without the encryption key wrote it into the database', async () => {
    const { token } = await give();
    const { ref, data } = await tokenDocument();
    const [, , , secret = ''] = token.split('_');
    const moved = { ...ref, id: 'a'.repeat(32) };
    await fixture.store.commit([{ kind: 'create', ref: moved, data }]);
    expect((await preview(`mfs_acme_${moved.id}_${secret}`)).status).toBe(401);
    // A later expiry in the database has no effect, because only the encrypted expiry counts.
    const later = { expires_at: fixture.clock.now + 3_600 * microsPerSecond };
    await fixture.store.commit([{ kind: 'update', ref, data: later }]);
    fixture.clock.now += 15 * 60 * microsPerSecond;
    expect((await preview(token)).status).toBe(401);
  });

  test('cannot be used by a page of another origin', async () => {
    const { token } = await give();
    const foreign = { origin: 'https://evil.example', host: 'console.example' };
    expect((await preview(token, foreign)).body).toMatchObject({ code: 'origin-refused' });
    const own = { origin: pageOrigin, host: 'console.example' };
    expect((await preview(token, own)).status).toBe(200);
  });
});

test('a person sees their own data with its expiry, but no conversation with another person', async () => {
  const { token } = await give();
  const { body } = await preview(token);
  expect(body).toMatchObject({
    categories: [
      { category: 'chat_messages', count: 1, kept_until: '2026-01-22T12:00:00.000Z' },
      { category: 'customers', count: 1, kept_until: '2026-07-14T12:00:00.000Z' },
    ],
    expires_at: '2026-01-15T12:15:00.000Z',
    shared_conversations: 1,
  });
  expect(JSON.stringify(body)).not.toMatch(/example\.org|"(?:own|shared)"/);
});

test('a person erases their data with the plan that they saw, and gets a receipt that proves whose data it was', async () => {
  const { token } = await give();
  const before = (await dump()).length;
  const { body: seen } = await preview(token);
  const plan = seen['plan'];
  const { status, body } = await erase(token, { confirm: true, plan });
  expect([status, body['status'], body['authenticated_by']]).toEqual([200, 'complete', 'sign_in']);
  const { receipt, salt } = body as unknown as { receipt: string; salt: string };
  const { commitment } = JSON.parse(
    Buffer.from(receipt.split('.')[1] ?? '', 'base64url').toString('utf8'),
  ) as { commitment: string };
  const bytes = decodeSalt(salt);
  if (bytes === undefined) throw new Error('the salt cannot be decoded');
  expect(commitment).toBe(await commitTo({ email }, bytes));
  const left = await dump();
  expect(left.length).toBeLessThan(before);
  expect(left.filter(({ ref }) => ref.collection === subjectTokens.id)).toEqual([]);
  const kept = left.filter(({ ref }) => ref.collection === customers.id);
  expect(kept).toHaveLength(1);
  // The erasure of the person has also deleted the token.
  fixture.clock.now += 5 * microsPerSecond;
  expect((await preview(token)).status).toBe(401);
});

test('nothing is erased without a confirmation, or if new data has arrived since the preview', async () => {
  const { token } = await give();
  const { body: seen } = await preview(token);
  expect((await erase(token, {})).status).toBe(422);
  const more = { level: 'info', event: 'sign_in.passed', email };
  await createRecords(fixture.contextOf('acme'), { category: runtimeLog, body: more });
  const refused = await erase(token, { confirm: true, plan: seen['plan'] });
  expect(refused.body).toMatchObject({ code: 'plan-changed' });
  expect((await preview(token)).status).toBe(200);
});

test('a token that was used before its revocation erases nothing afterwards', async () => {
  const { id, token } = await give();
  const { ref } = await tokenDocument();
  expect(ref.id).toBe(id);
  const commit = fixture.store.commit.bind(fixture.store);
  await preview(token);
  await commit([{ kind: 'delete', ref }]);
  fixture.clock.now += 5 * microsPerSecond;
  expect((await erase(token)).status).toBe(401);
  const kept = (await dump()).filter((each) => each.ref.collection === customers.id);
  expect(kept).toHaveLength(2);
});

/** Returns the contents of all files in a ZIP, as one text. */
async function textsIn(response: Response): Promise<string> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const reader = new ZipReader(new Uint8ArrayReader(bytes), { useWebWorkers: false });
  let texts = '';
  for (const entry of await reader.getEntries())
    if (!entry.directory)
      texts += Buffer.from(await entry.getData(new Uint8ArrayWriter())).toString('utf8');
  await reader.close();
  return texts;
}

test.each(['access', 'portability'])(
  'a person’s archive for %s contains their messages, but nothing of a conversation with another person',
  async (kind) => {
    const { token } = await give();
    const response = await app.request('/v1/my-data/export', {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ kind, language: 'en' }),
    });
    const texts = await textsIn(response);
    expect(texts).toContain('words of own');
    expect(texts).toContain(email);
    expect(texts).not.toContain('words of shared');
    expect(texts).not.toContain('bernd');
  },
);

test('a person can download an archive of their data for access or portability, but an API key cannot', async () => {
  const { token } = await give();
  const ask = (kind: string) =>
    app.request('/v1/my-data/export', {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ kind, language: 'de' }),
    });
  for (const kind of ['access', 'portability']) {
    const response = await ask(kind);
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      'application/zip',
    ]);
    const zip = Buffer.from(await response.arrayBuffer());
    expect(zip.subarray(0, 2).toString('latin1')).toBe('PK');
    expect(zip.includes('data.json')).toBe(true);
  }
  expect((await ask('everything')).status).toBe(422);
  const other = await send('POST', '/v1/my-data/export', key, { kind: 'access', language: 'de' });
  expect(other.status).toBe(401);
});
