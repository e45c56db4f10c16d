import { beforeEach, describe, expect, test } from 'vitest';
import { categories } from '#shared/categories/registry.ts';
import { describeApi } from '#shared/openapi/describe-api.ts';
import type { Operation } from '#shared/openapi/openapi-document.ts';
import { type DescribedOperation, encode } from './testing/ask-as-described.ts';
import { type ApiFixture, createApiFixture } from './testing/create-api-fixture.ts';
import {
  describedOperations,
  exampleOf,
  prepareExamples,
  storeSubject,
} from './testing/described-requests.ts';
import { functionOf } from './testing/function-of.ts';

const document = describeApi(categories);
const operations = describedOperations(document);

const takes = ({ parameters = [] }: Operation, name: string) =>
  parameters.some((it) => '$ref' in it && it.$ref.endsWith(`/${name}`));
const isAnsweredWithTag = ({ responses }: Operation) =>
  Object.values(responses).some(
    (answer) => 'headers' in answer && 'ETag' in (answer.headers ?? {}),
  );

const ofCategories = operations.filter(({ path }) =>
  categories.some((category) => path.split('/')[2] === category.path),
);
const conditional = ofCategories.filter(({ operation }) => takes(operation, 'IfNoneMatch'));
const tagged = ofCategories.filter(({ operation }) => isAnsweredWithTag(operation));

let fixture: ApiFixture;
let key: string;

beforeEach(async () => {
  fixture = createApiFixture();
  key = await fixture.newKey();
  await prepareExamples(fixture);
});

async function ask(
  each: DescribedOperation,
  { id = '', headers = {} }: { id?: string; headers?: { [name: string]: string } },
) {
  const { method, path, operation } = each;
  const body = exampleOf(operation);
  const { type, bytes } = await encode(each, body);
  const init = {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body !== undefined && { 'content-type': type }),
      ...headers,
    },
    ...(body !== undefined && { body: bytes }),
  };
  const response = await fixture.apps[functionOf(path)].request(path.replace('{id}', id), init);
  const text = await response.text();
  const answer = (text === '' ? {} : JSON.parse(text)) as { id: string; code?: string };
  return { status: response.status, etag: response.headers.get('etag') ?? '', answer };
}

/** The answer to a `GET` of a record by its id. */
async function read({ path }: DescribedOperation, id: string, tenantKey = key) {
  const [, , name] = path.split('/');
  const headers = { authorization: `Bearer ${tenantKey}` };
  const at = `/v1/${name}/${id}`;
  const response = await fixture.apps[functionOf(at)].request(at, { headers });
  return { status: response.status, etag: response.headers.get('etag') ?? '' };
}

/**
 * Stores a record for a request, and returns the record's id. If the path of the request contains
 * no id, the request itself creates the record.
 */
async function storeFor(each: DescribedOperation): Promise<string> {
  if (each.path.includes('{id}')) return storeSubject(fixture, key, each);
  return (await ask(each, {})).answer.id;
}

test('these tests cover reading in every category, and deletion and correction in every category that allows them', () => {
  expect(conditional.length).toBeGreaterThan(15);
  expect(tagged.length).toBeGreaterThan(30);
  for (const category of categories) {
    const own = (list: readonly DescribedOperation[]) =>
      list.filter(({ path }) => path.startsWith(`/v1/${category.path}`)).map(({ route }) => route);
    expect(own(tagged)).toContain(`GET /v1/${category.path}/{id}`);
    if (category.deletable) expect(own(conditional)).toContain(`DELETE /v1/${category.path}/{id}`);
    if (category.correctable) expect(own(conditional)).toContain(`PATCH /v1/${category.path}/{id}`);
  }
});

test.each(tagged)('$route returns the same tag as a read of the record', async (each) => {
  const id = each.path.includes('{id}') ? await storeSubject(fixture, key, each) : undefined;
  if (each.path.endsWith('/lookup')) await storeSubject(fixture, key, each);
  const { status, etag, answer } = await ask(each, { ...(id !== undefined && { id }) });
  expect([status, etag]).toEqual([
    expect.toSatisfy((code: number) => code < 300),
    expect.stringMatching(/^"[\w-]{27}"$/),
  ]);
  expect(await read(each, id ?? answer.id)).toEqual({ status: 200, etag });
});

describe.each(conditional)('$route', (each) => {
  test('is refused if its If-Match lacks the present tag, or if its If-None-Match contains the present tag or is *; a refused request changes nothing', async () => {
    const id = await storeFor(each);
    const before = await read(each, id);
    for (const stale of ['"older"', `W/${before.etag}`, `"older", W/${before.etag}`]) {
      const { status, answer } = await ask(each, { id, headers: { 'if-match': stale } });
      expect([status, answer.code]).toEqual([412, 'precondition-failed']);
    }
    for (const there of ['*', before.etag, `"other" , W/${before.etag}`]) {
      const { status } = await ask(each, { id, headers: { 'if-none-match': there } });
      expect(status).toBe(412);
    }
    expect(await read(each, id)).toEqual(before);
  });

  test('succeeds if its If-Match is * or contains the present tag; if the record changes, it gets a new tag', async () => {
    const id = await storeFor(each);
    const { etag } = await read(each, id);
    const headers = { 'if-match': `"a,b" ,${etag}`, 'if-none-match': '"a", W/"b"' };
    const { status } = await ask(each, { id, headers });
    expect(status).toBeLessThan(300);
    const after = await read(each, id);
    const isGone = each.method === 'DELETE' && each.path.endsWith('/{id}');
    if (isGone) expect(after.status).toBe(404);
    else if (status !== 204) expect(after.etag).not.toBe(etag);
    if (isGone) return;
    const any = await ask(each, { id, headers: { 'if-match': '*' } });
    expect(any.status).toBeLessThan(300);
  });

  test('refuses a text that is not a list of tags', async () => {
    const id = await storeFor(each);
    for (const bad of [
      '',
      'x',
      '"a" "b"',
      '*, "a"',
      '"a",',
      '"ä"'.normalize('NFD'),
      `"${'x'.repeat(101)}"`,
    ])
      for (const name of ['if-match', 'if-none-match']) {
        const { status, answer } = await ask(each, {
          id,
          headers: { [name]: bad.replaceAll(/[^\x20-\x7e]/g, '\x7f') },
        });
        expect([bad, name, status, answer.code]).toEqual([bad, name, 400, 'header-invalid']);
      }
  });

  if (each.path.includes('{id}'))
    test('for a missing record, requests with and without a tag get the same answer', async () => {
      const id = '0'.repeat(32);
      const plain = await ask(each, { id });
      const asked = await ask(each, { id, headers: { 'if-match': '"any"' } });
      expect([plain.status, asked.status, asked.answer.code]).toEqual([
        404,
        404,
        plain.answer.code,
      ]);
    });
});
