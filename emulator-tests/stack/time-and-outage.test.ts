import { request } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { call, message } from './call-stack.ts';
import { type RunningStack, startStack, stopStack } from './run-stack.ts';

const dayMs = 86_400_000;
let stack: RunningStack;

beforeAll(async () => {
  stack = await startStack();
});

afterAll(async () => {
  await stopStack(stack);
});

beforeEach(async () => {
  await call(stack, 'POST', '/_local/clock', { reset: true });
});

async function store(text: string): Promise<string> {
  const created = await call(stack, 'POST', '/v1/chat-messages', message(text));
  expect(created.status).toBe(201);
  return `/v1/chat-messages/${created.body.id}`;
}

test('an expired record cannot be read, and is deleted by the next purge that Cloud Scheduler starts', async () => {
  const path = await store('bald weg');
  await call(stack, 'POST', '/_local/clock', { advance_days: 6.9 });
  expect((await call(stack, 'GET', path)).status).toBe(200);
  await call(stack, 'POST', '/_local/clock', { advance_days: 0.11 });
  expect((await call(stack, 'GET', path)).status).toBe(404);

  await call(stack, 'POST', '/_local/clock', { reset: true });
  expect((await call(stack, 'GET', path)).status).toBe(200);

  await call(stack, 'POST', '/_local/clock', { advance_days: 8 });
  const purged = await call(stack, 'POST', '/_local/scheduler/purge/run');
  expect([purged.status, purged.body.status]).toEqual([200, 200]);
  expect(purged.body.body.deleted_by_collection.chat_messages).toBe(1);
  await call(stack, 'POST', '/_local/clock', { reset: true });
  expect((await call(stack, 'GET', path)).status).toBe(404);
});

test('the clock continues from the time that was set, and can be reset', async () => {
  const set = await call(stack, 'POST', '/_local/clock', { now: '2031-05-01T12:00:00+02:00' });
  expect(set.body.now).toMatch(/^2031-05-01T10:00:/);
  await vi.waitFor(async () => {
    const later = await call(stack, 'GET', '/_local/clock');
    expect(Date.parse(later.body.now)).toBeGreaterThan(Date.parse(set.body.now));
  });
  const created = await call(stack, 'POST', '/v1/chat-messages', message('Mai'));
  expect(created.body.created_at).toMatch(/^2031-05-01T/);
  expect(Date.parse(created.body.expires_at) - Date.parse(created.body.created_at)).toBe(7 * dayMs);
  const moved = await call(stack, 'POST', '/_local/clock', { advance_days: 2 });
  expect(moved.body.now).toMatch(/^2031-05-03T/);
  await call(stack, 'POST', '/_local/clock', { reset: true });
  const { now, set_back_from: from } = (await call(stack, 'GET', '/_local/clock')).body;
  expect(Math.abs(Date.parse(now) - Date.now())).toBeLessThan(dayMs);
  expect(from).toMatch(/^2031-05-03T/);
});

test('during an outage of the key service, requests that need a key get 503; after the outage they succeed', async () => {
  const path = await store('verschlüsselt');
  // Half a day later, no process may use a cached key any more.
  await call(stack, 'POST', '/_local/clock', { advance_days: 0.5 });
  await call(stack, 'POST', '/_local/kms/outage', { on: true });
  for (const answer of [
    await call(stack, 'GET', path),
    await call(stack, 'POST', '/v1/chat-messages', message('später')),
  ]) {
    expect([answer.status, answer.body.code]).toEqual([503, 'keys-unavailable']);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  }
  await call(stack, 'POST', '/_local/kms/outage', { on: false });
  expect((await call(stack, 'GET', path)).body.text).toBe('verschlüsselt');
  await store('später');
});

test.each([
  ['POST', '/_local/clock', {}, 422, 'validation-failed'],
  ['POST', '/_local/clock', { reset: true, advance_days: 1 }, 422, 'validation-failed'],
  ['POST', '/_local/clock', { advance_days: -1 }, 422, 'validation-failed'],
  ['POST', '/_local/clock', { now: 'tomorrow' }, 422, 'validation-failed'],
  ['POST', '/_local/clock', { now: '9999-01-01T00:00:00Z' }, 422, 'validation-failed'],
  ['POST', '/_local/clock', undefined, 415, 'content-type-unsupported'],
  ['POST', '/_local/kms/outage', { on: 'yes' }, 422, 'validation-failed'],
  ['POST', '/_local/scheduler/none/run', undefined, 404, 'route-unknown'],
  ['GET', '/_local/as/none/v1/tenant/storage', undefined, 404, 'route-unknown'],
  ['GET', '/_local/none', undefined, 404, 'route-unknown'],
  ['DELETE', '/_local/clock', undefined, 405, 'method-not-allowed'],
  ['GET', '/v1/none', undefined, 404, 'route-unknown'],
  ['POST', '/tasks/purge', undefined, 401, 'token-invalid'],
])('%s %s %j is refused as %i %s', async (method, path, body, status, code) => {
  const answer = await call(stack, method, path, body, { authorization: 'Bearer none' });
  expect([answer.status, answer.body.code]).toEqual([status, code]);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
});

test('a page of the stack can read the storage numbers of a tenant without a credential, and does not learn the API key', async () => {
  const path = '/_local/as/stadtwerke/v1/tenant/storage';
  const lent = await call(stack, 'GET', path, undefined, { authorization: '' });
  expect([lent.status, lent.body.tenant]).toEqual([200, 'stadtwerke']);
  expect(JSON.stringify(lent.body)).not.toContain(stack.description.second_tenant_api_key);
});

test('a page with another host name or origin cannot use the local routes', async () => {
  const { host, port } = new URL(stack.description.base_url);
  const ask = (headers: { [name: string]: string }) =>
    new Promise<number | undefined>((resolve, reject) => {
      request(`${stack.description.base_url}/_local/clock`, { headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
  expect(await ask({ host: `localhost:${port}` })).toBe(200);
  expect(await ask({ host: 'rebound.example.com' })).toBe(421);
  expect(await ask({ host: `127.0.0.1.example.com:${port}` })).toBe(421);
  expect(await ask({ host, origin: `http://${host}` })).toBe(200);
  expect(await ask({ host, origin: 'https://example.com' })).toBe(421);
  expect(await ask({ host, origin: 'http://127.0.0.1:1' })).toBe(421);
});
