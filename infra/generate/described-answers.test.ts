import { beforeEach, describe, expect, test } from 'vitest';
import { categories } from '#shared/categories/registry.ts';
import { describeApi } from '#shared/openapi/describe-api.ts';
import { createValidator } from '#shared/openapi/testing/create-validator.ts';
import {
  type ApiRequest,
  askAsDescribed,
  type DescribedOperation,
} from './testing/ask-as-described.ts';
import { type ApiFixture, createApiFixture } from './testing/create-api-fixture.ts';
import {
  describedOperations,
  exampleOf,
  prepareExamples,
  storeSubject,
} from './testing/described-requests.ts';

const document = describeApi(categories);
const validate = createValidator(document);
const operations = describedOperations(document);
let fixture: ApiFixture;
let key: string;

beforeEach(async () => {
  fixture = createApiFixture();
  key = await fixture.newKey();
  await prepareExamples(fixture);
});

const ask = (each: DescribedOperation, request: ApiRequest) =>
  askAsDescribed({ document, validate, fixture, key }, each, request);

const someId = (each: DescribedOperation) => storeSubject(fixture, key, each);

function expectDone(answer: string): void {
  expect(answer).toMatch(/^20[014]$/);
}

describe.each(operations)('$route', (each) => {
  const { operation, path } = each;
  const hasId = path.includes('{id}');
  const takesJson = 'application/json' in (operation.requestBody?.content ?? {});
  const takesForm = 'multipart/form-data' in (operation.requestBody?.content ?? {});
  const isGuarded = operation.security.length > 0;
  const isForKeys = operation.security.some((security) => 'apiKey' in security);
  const isRepeatable = exampleOf(operation, 'several') !== undefined;
  const takesKey = JSON.stringify(operation.parameters).includes('IdempotencyKey');
  const isPage = operation.parameters?.some((it) => '$ref' in it && it.$ref.endsWith('/Cursor'));

  test('accepts its own example, and the answer is as described', async () => {
    const id = await someId(each);
    expectDone(await ask(each, { id, body: exampleOf(operation) }));
  });

  if (isForKeys)
    test('accepts its own example from a key that has only the needed scope', async () => {
      const scopes = operation.security.flatMap((security) => security['apiKey'] ?? []);
      const headers = { authorization: `Bearer ${await fixture.newKey(scopes)}` };
      const request = { id: await someId(each), body: exampleOf(operation), headers };
      expectDone(await ask(each, request));
    });

  if (isGuarded)
    test('without a credential, the answer is as described', async () => {
      const request = { id: await someId(each), body: exampleOf(operation) };
      const isForDevices = operation.security.some((security) => 'deviceToken' in security);
      const missing = isForDevices ? 'device-token-missing' : 'credential-missing';
      expect(await ask(each, { ...request, anonymous: true })).toBe(missing);
    });

  if (isForKeys)
    test('with a key that lacks the scope, or a wrong key, the answer is as described', async () => {
      const authorization = `Bearer ${await fixture.newKey([])}`;
      const request = { id: await someId(each), body: exampleOf(operation) };
      expect(await ask(each, { ...request, headers: { authorization } })).toBe('scope-missing');
      const unknown = { authorization: `Bearer mf_blumen_${'0'.repeat(64)}` };
      expect(await ask(each, { ...request, headers: unknown })).toBe('credential-unknown');
      const malformed = { authorization: 'Basic bWY6bWY=' };
      expect(await ask(each, { ...request, headers: malformed })).toBe('credential-malformed');
    });

  if (path !== '/health')
    test('over plain HTTP, the answer is as described', async () => {
      const headers = { 'x-forwarded-proto': 'http' };
      expect(await ask(each, { id: await someId(each), headers })).toBe('https-required');
    });

  if (path !== '/health')
    test('with an unknown parameter, the answer is as described', async () => {
      const request = { id: await someId(each), body: exampleOf(operation), query: '?unknown=1' };
      expect(await ask(each, request)).toBe('query-invalid');
    });

  test('with an unsupported precondition, the answer is as described', async () => {
    const headers = { 'if-unmodified-since': 'Mon, 23 Nov 2026 09:30:00 GMT' };
    const request = { id: await someId(each), body: exampleOf(operation), headers };
    expect(await ask(each, request)).toBe('precondition-unsupported');
  });

  if (isPage)
    test('with an invalid cursor, the answer is as described', async () => {
      const request = { id: await someId(each), query: '?cursor=AAAAAAAAAAAAAAAAAAAAAA' };
      expect(await ask(each, request)).toBe('cursor-invalid');
    });

  if (takesJson)
    test('with invalid bodies, the answers are as described', async () => {
      const id = await someId(each);
      expect(await ask(each, { id, body: '{' })).toBe('json-malformed');
      expect(await ask(each, { id, body: null })).toBe('validation-failed');
      const { required, content = {} } = operation.requestBody ?? {};
      const hasOptions = /\/(?:Export\w*|\w+Export)"/.test(JSON.stringify(content));
      const isOptional = required !== true || hasOptions;
      const nothing = isOptional ? '200' : 'validation-failed';
      expect(await ask(each, { id, body: {} })).toBe(nothing);
      expect(await ask(each, { id, body: { unknown: 1 } })).toBe('validation-failed');
      const plain = { 'content-type': 'text/plain' };
      expect(await ask(each, { id, body: 'x', headers: plain })).toBe('content-type-unsupported');
      const long = { 'content-length': '100000000' };
      expect(await ask(each, { id, body: {}, headers: long })).toBe('body-too-large');
    });

  if (takesForm)
    test('with invalid forms, the answers are as described', async () => {
      expect(await ask(each, { body: 'no form' })).toBe('multipart-malformed');
      expect(await ask(each, { body: { unknown: 'x', file: 'x' } })).toBe('validation-failed');
      const json = { 'content-type': 'application/json' };
      expect(await ask(each, { body: '{}', headers: json })).toBe('content-type-unsupported');
      const long = { 'content-length': '100000000' };
      expect(await ask(each, { body: 'x', headers: long })).toBe('body-too-large');
    });

  if (hasId && isForKeys)
    test('for a missing record, the answer is as described', async () => {
      const answer = await ask(each, { id: 'nothing here', body: exampleOf(operation) });
      expect(answer).toBe('record-not-found');
    });

  if (takesKey)
    test('with an invalid Idempotency-Key, the answer is as described', async () => {
      const headers = { 'idempotency-key': 'ä' };
      const request = { id: await someId(each), body: exampleOf(operation), headers };
      expect(await ask(each, request)).toBe('header-invalid');
    });

  if (isRepeatable)
    test('for repeated requests, the answers are as described', async () => {
      const [one, several] = [exampleOf(operation, 'one'), exampleOf(operation, 'several')];
      const headers = { 'idempotency-key': 'key-1' };
      expect(await ask(each, { body: one, headers })).toBe('201');
      expect(await ask(each, { body: one, headers })).toBe('201');
      expect(await ask(each, { body: several, headers })).toBe('idempotency-mismatch');
      expect(await ask(each, { body: several })).toMatch(/^201$|^already-exists$/);
    });
});

test('during an outage of the key service, every route answers as described', async () => {
  // The device tokens and the caller's API key are made before the outage.
  for (const path of ['/v1/transfer', '/v1/own-variables']) await fixture.deviceTokenFor(path);
  fixture.setKeyService('unavailable');
  const answers = new Set<string>();
  for (const each of operations)
    answers.add(await ask(each, { body: exampleOf(each.operation), id: '0'.repeat(32) }));
  expect(answers).toContain('keys-unavailable');
});
