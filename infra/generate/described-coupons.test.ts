import { beforeEach, expect, test } from 'vitest';
import { categories } from '#shared/categories/registry.ts';
import { describeApi } from '#shared/openapi/describe-api.ts';
import { readOperations } from '#shared/openapi/read-contents.ts';
import { createValidator } from '#shared/openapi/testing/create-validator.ts';
import { type ApiRequest, askAsDescribed } from './testing/ask-as-described.ts';
import { type ApiFixture, createApiFixture } from './testing/create-api-fixture.ts';
import { storeExamplePool } from './testing/store-example-pool.ts';

const document = describeApi(categories);
const validate = createValidator(document);
const operations = readOperations(document);
let fixture: ApiFixture;
let key: string;

beforeEach(async () => {
  fixture = createApiFixture();
  key = await fixture.newKey();
});

function ask(verb: string, request: ApiRequest): Promise<string> {
  const path = `/v1/coupon-pools/{id}/${verb}`;
  const operation = operations.get(`POST ${path}`);
  if (operation === undefined) throw new Error(`${path} is not described`);
  const each = { route: `POST ${path}`, method: 'POST', path, operation };
  return askAsDescribed({ document, validate, fixture, key }, each, request);
}

const [anna, bea] = [{ email: 'anna@example.com' }, { email: 'bea@example.com' }];

test('the answers are as described for a first, a second and a repeated emission, and for an empty pool', async () => {
  const id = await storeExamplePool(fixture, key, { kind: 'coupon', code: 'A-1' });
  const headers = { 'idempotency-key': 'key-1' };
  expect(await ask('emit', { id, body: anna, headers })).toBe('201');
  expect(await ask('emit', { id, body: anna, headers })).toBe('201');
  expect(await ask('emit', { id, body: anna })).toBe('200');
  expect(await ask('emit', { id, body: bea, headers })).toBe('idempotency-mismatch');
  expect(await ask('emit', { id, body: bea })).toBe('pool-empty');
  expect(await ask('redeem', { id, body: { ...bea, code: 'A-1' } })).toBe('pool-kind');
  const writer = { authorization: `Bearer ${await fixture.newKey(['coupon_codes:write'])}` };
  expect(await ask('emit', { id, body: anna, headers: writer })).toBe('200');
});

test('the answers are as described if a code is unknown, valid or already redeemed, and if a person redeems a second code', async () => {
  const id = await storeExamplePool(fixture, key, { kind: 'code', code: 'A-1\nA-2' });
  expect(await ask('redeem', { id, body: { ...anna, code: 'A-3' } })).toBe('code-unknown');
  expect(await ask('redeem', { id, body: { ...anna, code: 'A-1' } })).toBe('201');
  expect(await ask('redeem', { id, body: { ...bea, code: 'A-1' } })).toBe('code-redeemed');
  expect(await ask('redeem', { id, body: { ...anna, code: 'A-2' } })).toBe('policy-limit');
  expect(await ask('emit', { id, body: anna })).toBe('pool-kind');
});

test('the answers are as described if a pool has more unused codes than `at_most`, if it is closed, and if somebody then uses it', async () => {
  const id = await storeExamplePool(fixture, key, { kind: 'coupon', code: 'A-1\nA-2' });
  expect(await ask('emit', { id, body: anna })).toBe('201');
  expect(await ask('close', { id, body: { confirm: false } })).toBe('validation-failed');
  expect(await ask('close', { id, body: { confirm: true, at_most: 0 } })).toBe('plan-changed');
  for (const body of [{ confirm: true, at_most: 1 }, { confirm: true }])
    expect(await ask('close', { id, body })).toBe('200');
  expect(await ask('emit', { id, body: anna })).toBe('200');
  expect(await ask('emit', { id, body: bea })).toBe('pool-closed');
  expect(await ask('codes', { id, body: 'A-3' })).toBe('pool-closed');
  const printed = await storeExamplePool(fixture, key, { kind: 'code', code: 'A-1\nA-2' });
  expect(await ask('redeem', { id: printed, body: { ...anna, code: 'A-1' } })).toBe('201');
  expect(await ask('close', { id: printed, body: { confirm: true } })).toBe('200');
  expect(await ask('redeem', { id: printed, body: { ...bea, code: 'A-1' } })).toBe('code-redeemed');
  expect(await ask('redeem', { id: printed, body: { ...bea, code: 'A-2' } })).toBe('pool-closed');
});

test('a large pool is closed step by step, as described', async () => {
  const codes = Array.from({ length: 4_100 }, (_, index) => `A-${index}`).join('\n');
  const id = await storeExamplePool(fixture, key, { kind: 'coupon', code: codes });
  expect(await ask('close', { id, body: { confirm: true } })).toBe('202');
  expect(await ask('close', { id, body: { confirm: true } })).toBe('200');
});

test('the answers to files without codes, with known codes, or with malformed CSV are as described', async () => {
  const id = await storeExamplePool(fixture, key, { kind: 'code', code: 'A-1' });
  for (const body of ['', 'code', 'A-1', 'B-1\nB-1', 'A,B'])
    expect(await ask('codes', { id, body })).toBe('validation-failed');
  for (const body of ['', 'code', 'A-1', 'A-2', '"A-2', 'A;1\n'.repeat(60)])
    expect(await ask('codes', { id, body, query: '?dry_run=true' })).toBe('200');
  expect(await ask('codes', { id, body: '"A-2' })).toBe('csv-malformed');
  const json = { 'content-type': 'application/json' };
  expect(await ask('codes', { id, body: '[]', headers: json })).toBe('content-type-unsupported');
  const long = { 'content-length': '100000000' };
  expect(await ask('codes', { id, body: 'A-2', headers: long })).toBe('body-too-large');
  expect(await ask('codes', { id, body: `${'A'.repeat(100)}\n`.repeat(30_000) })).toBe(
    'body-too-large',
  );
});
