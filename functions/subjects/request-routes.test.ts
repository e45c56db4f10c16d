import { beforeEach, expect, test } from 'vitest';
import { createApiKey } from '#shared/access/store-api-key.ts';
import { categories } from '#shared/categories/registry.ts';
import { createTestFixture } from '#shared/records/testing/create-test-context.ts';
import { openTenant } from '#shared/settings/testing/everything-on.ts';
import { createApiService } from '#shared/wiring/api-service.ts';
import { collections } from '#shared/wiring/collections.ts';
import { receiptSigner } from '#shared/wiring/testing/session-signer.ts';
import { testConfig } from '#shared/wiring/testing/test-config.ts';
import { createSubjectsApp } from './app.ts';

type Ask = (
  method: string,
  path: string,
  body?: unknown,
  headers?: { readonly [name: string]: string },
) => Promise<{ status: number; etag: string; body: { [name: string]: unknown } }>;

let ask: Ask;
let log: string[];
const email = 'anna@example.org';
const refusal = { ground: 'excessive', authority: 'de_nw' };

beforeEach(async () => {
  const { platform } = createTestFixture();
  log = [];
  const logTo = { write: (line: string) => void log.push(line) };
  const logging = { ...platform, config: testConfig({ LOG_LEVEL: 'trace' }), logTo };
  const service = createApiService(logging, 'test');
  const signer = receiptSigner;
  const app = createSubjectsApp({ ...service, categories, collections, signer });
  await openTenant(platform, 'acme');
  const key = await createApiKey(platform, { tenant: 'acme', scopes: ['subjects'] });
  ask = async (method, path, body, headers = {}) => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await app.request(path, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...sent,
    });
    const answer = (await response.json()) as { [name: string]: unknown };
    return { status: response.status, etag: response.headers.get('etag') ?? '', body: answer };
  };
});

async function takeIn() {
  return ask('POST', '/v1/requests', { kind: 'erasure', came_by: 'letter', email });
}

test('a list of requests contains no personal details, and If-Match prevents a step that was sent for an older state', async () => {
  const { status, etag, body } = await takeIn();
  expect([status, body['person']]).toEqual([201, { email }]);
  const list = await ask('GET', '/v1/requests?state=open&kind=erasure&due_before=2026-03-01');
  expect(list.body['items']).toMatchObject([{ id: body['id'] }]);
  expect(JSON.stringify(list.body)).not.toContain(email);
  const path = `/v1/requests/${String(body['id'])}`;
  const read = await ask('GET', path);
  expect([read.etag, read.body]).toEqual([etag, body]);
  const extension = { months: 1, reasons: ['complexity'] };
  const extended = await ask('POST', `${path}/extend`, extension, { 'if-match': etag });
  expect([extended.status, extended.etag === etag]).toEqual([200, false]);
  const stale = await ask('POST', `${path}/refuse`, refusal, { 'if-match': `"x", ${etag}` });
  expect([stale.status, stale.body['code']]).toEqual([412, 'precondition-failed']);
  const fresh = { 'if-match': extended.etag };
  const refused = await ask('POST', `${path}/refuse`, refusal, fresh);
  expect(refused.body).toMatchObject({ state: 'refused', person: null });
  expect(log.join('')).not.toContain(email);
});

test.each(['x', 'W/x', '"a" "b"', '"', ''])('an If-Match of «%s» is refused', async (tag) => {
  const { body } = await takeIn();
  const path = `/v1/requests/${String(body['id'])}/refuse`;
  const answer = await ask('POST', path, refusal, { 'if-match': tag });
  expect(answer.body).toMatchObject({ code: 'header-invalid', errors: [{ header: 'If-Match' }] });
});

test('an If-Match of * matches every state, and a weak tag matches no state', async () => {
  const { etag, body } = await takeIn();
  const path = `/v1/requests/${String(body['id'])}/refuse`;
  const weak = await ask('POST', path, refusal, { 'if-match': `W/${etag}` });
  expect(weak.status).toBe(412);
  expect((await ask('POST', path, refusal, { 'if-match': '*' })).status).toBe(200);
});

test.each(['state=late', 'kind=email', 'due_before=2026-02-30', 'after=x', 'limit=0'])(
  'listing requests with ?%s is refused',
  async (query) => {
    const { status, body } = await ask('GET', `/v1/requests?${query}`);
    expect([status, body['code']]).toEqual([400, 'query-invalid']);
  },
);

test('a list of requests that are due before a day accepts the years 1000 and 9999', async () => {
  await takeIn();
  const found = async (day: string) => {
    const { status, body } = await ask('GET', `/v1/requests?due_before=${day}`);
    return [status, (body['items'] as unknown[] | undefined)?.length];
  };
  expect(await found('9999-12-31')).toEqual([200, 1]);
  expect(await found('1000-01-01')).toEqual([200, 0]);
});

test('the cursor of a page leads to the next page, but only with the same filters', async () => {
  for (let count = 0; count < 3; count += 1) await takeIn();
  const first = await ask('GET', '/v1/requests?limit=2');
  const cursor = String(first.body['next_cursor']);
  const second = await ask('GET', `/v1/requests?limit=2&cursor=${cursor}`);
  expect([first.body['items'], second.body['items']].map((items) => (items as []).length)).toEqual([
    2, 1,
  ]);
  const other = await ask('GET', `/v1/requests?kind=access&cursor=${cursor}`);
  expect(other.body['code']).toBe('cursor-invalid');
});
