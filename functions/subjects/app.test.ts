import { beforeEach, expect, test } from 'vitest';
import { customers } from '#shared/categories/customers.ts';
import { categories } from '#shared/categories/registry.ts';
import type { App } from '#shared/http/create-app.ts';
import {
  type AppCall,
  type AppFixture,
  createAppFixture,
} from '#shared/http/testing/create-app-fixture.ts';
import { createRecords } from '#shared/records/create-records.ts';
import { collections } from '#shared/wiring/collections.ts';
import { receiptSigner } from '#shared/wiring/testing/session-signer.ts';
import { createSubjectsApp } from './app.ts';

let app: App;
let fixture: AppFixture;
let call: AppCall;
const email = 'anna@example.org';

beforeEach(async () => {
  fixture = createAppFixture((deps) => {
    app = createSubjectsApp({ ...deps, categories, collections, signer: receiptSigner });
    return app;
  });
  call = await fixture.callerOf('acme', ['subjects']);
  const body = { email, authenticated_by: 'code' };
  await createRecords(fixture.fixture.contextOf('acme'), { category: customers, body });
});

test('with the plan of a preview a caller erases a person’s data, a second erasure with this plan is refused, and no log line contains the email address', async () => {
  const preview = await call('POST', '/v1/subjects/preview', { email });
  expect(preview.status).toBe(200);
  expect(preview.body['categories']).toContainEqual({
    category: 'customers',
    count: 1,
    why: ['email'],
  });
  const scope = { subject: { email } };
  const { plan } = preview.body;
  const erased = await call('POST', '/v1/erasures', { scope, plan, confirm: true });
  expect(erased.status).toBe(200);
  expect(erased.body).toMatchObject({
    status: 'complete',
    asked_by: ['email'],
    categories: [{ category: 'customers', count: 1 }],
  });
  const { id, salt, ...told } = erased.body;
  expect(salt).toMatch(/^[A-Za-z0-9_-]{22}$/);
  expect((await call('GET', `/v1/erasures/${id}`)).body).toEqual({ id, ...told });
  expect((await call('GET', '/v1/erasures')).body.items).toEqual([{ id, ...told }]);
  const again = await call('POST', '/v1/erasures', { scope, plan, confirm: true });
  expect([again.status, again.body.code]).toEqual([409, 'plan-changed']);
  expect(fixture.log()).not.toContain(email);
});

test('an archive is a ZIP file, and the manager log names the kind of identifier before the first byte is sent', async () => {
  const body = { email, kind: 'access', language: 'de' };
  const asked = await fixture.ask('acme', ['subjects'], '/v1/subjects/export', body);
  expect([asked.status, asked.headers.get('content-type')]).toEqual([200, 'application/zip']);
  const { store } = fixture.fixture;
  const query = { collection: 'manager_log', tenant: 'acme', where: [], orderBy: [], limit: 9 };
  const [entry] = await store.query(query);
  expect(entry?.data).toMatchObject({ action: 'subjects.export', target: 'email' });
  const zip = Buffer.from(await asked.arrayBuffer());
  expect(zip.subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004');
  for (const name of ['data.json', 'csv/customers.csv', 'index.html'])
    expect(zip.includes(name)).toBe(true);
  expect(fixture.log()).not.toContain(email);
});

test('only a caller with the scope `tenant` can erase a category, and nobody can erase the manager log', async () => {
  const owner = await fixture.callerOf('acme', ['tenant']);
  const body = { scope: { category: 'customers' }, confirm: true };
  expect((await call('POST', '/v1/erasures', body)).status).toBe(403);
  const person = { scope: { subject: { email } }, confirm: true };
  expect((await owner('POST', '/v1/erasures', person)).status).toBe(403);
  const accepted = await owner('POST', '/v1/erasures', body);
  expect(accepted.status).toBe(202);
  expect(accepted.body).toMatchObject({
    status: 'running',
    scope: 'category',
    category: 'customers',
    done: 0,
    to_do: 1,
  });
  const { id } = accepted.body;
  const { salt: _none, ...told } = accepted.body;
  expect((await owner('GET', `/v1/erasures/${id}`)).body).toEqual(told);
  const log = await owner('POST', '/v1/erasures', {
    scope: { category: 'manager_log' },
    confirm: true,
  });
  expect([log.status, log.body.code]).toEqual([422, 'validation-failed']);
});

test('after an owner has requested the erasure of the tenant, its callers are refused, but an owner can read the progress', async () => {
  const owner = await fixture.callerOf('acme', ['tenant', 'subjects']);
  const body = { scope: { tenant: true }, confirm: true };
  expect((await call('POST', '/v1/erasures', body)).status).toBe(403);
  const accepted = await owner('POST', '/v1/erasures', body);
  expect([accepted.status, accepted.body['scope'], accepted.body['to_do']]).toEqual([
    202,
    'tenant',
    1,
  ]);
  fixture.fixture.clock.now += 5_000_000;
  const refused = await Promise.all([
    owner('POST', '/v1/erasures', body),
    owner('GET', '/v1/erasures'),
    call('POST', '/v1/subjects/preview', { email }),
  ]);
  expect(refused.map((answer) => [answer.status, answer.body.code])).toEqual(
    refused.map(() => [410, 'tenant-erased']),
  );
  const told = await owner('GET', `/v1/erasures/${accepted.body.id}`);
  expect([told.status, told.body['status']]).toEqual([200, 'running']);
  const receipt = await owner('GET', `/v1/erasures/${accepted.body.id}/receipt`);
  expect([receipt.status, receipt.body.code]).toEqual([409, 'receipt-pending']);
  const other = await fixture.callerOf('other', ['tenant']);
  expect((await other('GET', '/v1/erasures')).status).toBe(200);
});

test('while a tenant is being erased, callers with `tenant` or `subjects` can read this erasure, and nothing else', async () => {
  const owner = await fixture.callerOf('acme', ['tenant']);
  const reader = await fixture.callerOf('acme', ['customers:read', 'overview', 'processing']);
  const accepted = await owner('POST', '/v1/erasures', { scope: { tenant: true }, confirm: true });
  fixture.fixture.clock.now += 5_000_000;
  const path = `/v1/erasures/${accepted.body.id}`;
  for (const allowed of [owner, call]) {
    expect((await allowed('GET', path)).body).toMatchObject({ scope: 'tenant', status: 'running' });
    expect((await allowed('GET', `${path}/receipt`)).body.code).toBe('receipt-pending');
  }
  for (const forbidden of [path, `${path}/receipt`])
    expect((await reader('GET', forbidden)).body.code).toBe('scope-missing');
  const others = await Promise.all([
    call('GET', '/v1/receipts'),
    call('GET', '/v1/requests'),
    call('POST', `${path}/recheck`, {}),
  ]);
  expect(others.map(({ body }) => body.code)).toEqual(others.map(() => 'tenant-erased'));
});

test('anybody who knows the id of a tenant’s erasure can read that erasure without a right in this tenant, but no other erasure', async () => {
  const owner = await fixture.callerOf('acme', ['tenant', 'subjects']);
  const ask = async (scope: object) =>
    (await owner('POST', '/v1/erasures', { scope, confirm: true })).body.id;
  const ofPerson = await ask({ subject: { email } });
  const ofTenant = await ask({ tenant: true });
  const path = '/v1/erasures/of-tenant';
  const read = async (tenant: string, id: string) => {
    // The request is sent with a key of another tenant, which gives no right in this tenant.
    const response = await fixture.ask('other', [], path, { tenant, id });
    const body = (await response.json()) as { [field: string]: unknown };
    return [response.status, body['scope'] ?? body['code'], body['receipt']];
  };
  expect(await read('acme', ofTenant)).toEqual([200, 'tenant', null]);
  const none = [404, 'record-not-found', undefined];
  expect(await read('acme', ofPerson)).toEqual(none);
  expect(await read('other', ofTenant)).toEqual(none);
  expect(await read('acme', '0'.repeat(32))).toEqual(none);
  const unsigned = await app.request(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ tenant: 'acme', id: ofTenant }),
  });
  expect([unsigned.status, await unsigned.json()]).toMatchObject([200, { scope: 'tenant' }]);
});

test('another tenant finds nothing about the person, and cannot read the erasure', async () => {
  const other = await fixture.callerOf('other', ['subjects']);
  const found = await other('POST', '/v1/subjects/preview', { email });
  const counts = (found.body['categories'] as { count: number }[]).map(({ count }) => count);
  expect(counts.every((count) => count === 0)).toBe(true);
  const scope = { subject: { email } };
  const { body } = await call('POST', '/v1/erasures', { scope, confirm: true });
  expect((await other('GET', `/v1/erasures/${body.id}`)).status).toBe(404);
  expect((await other('GET', '/v1/erasures')).body.items).toEqual([]);
});

test('a key without the scope `subjects` gets no preview, no archive and no erasure', async () => {
  const reader = await fixture.callerOf('acme', ['customers:delete', 'customers:read']);
  const scope = { subject: { email } };
  const answers = await Promise.all([
    reader('POST', '/v1/subjects/preview', { email }),
    reader('POST', '/v1/subjects/export', { email, kind: 'access', language: 'de' }),
    reader('POST', '/v1/erasures', { scope, confirm: true }),
    reader('GET', '/v1/erasures'),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
});
