import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createApiFixture } from '../generate/testing/create-api-fixture.ts';
import {
  bodyAbout,
  prepareExamples,
  storeSubject,
} from '../generate/testing/described-requests.ts';
import { functionOf } from '../generate/testing/function-of.ts';
import { listRoutes } from './list-routes.ts';
import { createPeopleFixture, type PeopleFixture } from './testing/create-people-fixture.ts';
import { type DeclaredRoute, listDeclared } from './testing/list-declared.ts';

const declared = listDeclared(listRoutes(createApiFixture().guardedApps));
const remembered = declared.filter(
  ({ declaration }) => declaration.idempotency?.kind === 'remembered',
);

let fixture: PeopleFixture;
let key: string;

beforeEach(async () => {
  fixture = await createPeopleFixture();
  key = await fixture.newKey();
  await prepareExamples(fixture);
});

async function encode({ declaration }: DeclaredRoute, body: unknown) {
  const { mediaType } = declaration.body;
  if (mediaType === 'none' || body === undefined) return {};
  if (mediaType === 'multipart/form-data') {
    const form = new FormData();
    for (const [name, value] of Object.entries(body as { [name: string]: string }))
      form.append(name, name === 'file' ? new Blob([value]) : value);
    const encoded = new Response(form);
    const type = encoded.headers.get('content-type') ?? '';
    return { headers: { 'content-type': type }, body: await encoded.arrayBuffer() };
  }
  const headers = { 'content-type': mediaType };
  return { headers, body: typeof body === 'string' ? body : JSON.stringify(body) };
}

async function send(each: DeclaredRoute, id: string, body: unknown, idempotencyKey: string) {
  const { path, declaration } = each;
  const credential = declaration.admission.who === 'operator' ? 'as-betrieb' : key;
  const { headers, ...encoded } = await encode(each, body);
  const url = path.replace('{id}', id);
  const response = await fixture.apps[functionOf(path)].request(url, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${credential}`,
      'idempotency-key': idempotencyKey,
      ...headers,
    },
    ...encoded,
  });
  const replayed = response.headers.get('idempotency-replayed');
  return { status: response.status, replayed, answer: await response.json() };
}

/**
 * The tests ignore writes to these collections. A process makes data keys when it needs them. A
 * repeated upload stores the chunks of its file, and then deletes them.
 */
const passing = new Set(['data_keys', 'data_key_pointers', 'file_chunks']);

/**
 * Returns a function that lists the writes since `watchWrites` was called. Writes that failed, for
 * example because of a conflict, are left out.
 */
function watchWrites() {
  const commit = vi.spyOn(fixture.store, 'commit');
  return () =>
    commit.mock.calls
      .filter((_call, index) => commit.mock.settledResults[index]?.type === 'fulfilled')
      .flatMap(([writes]) => writes)
      .filter(({ ref }) => !passing.has(ref.collection));
}

/**
 * Returns other values of the same type: another text or number, a longer list, or objects in which
 * one part is changed or left out. For a value of another type, such as true, it returns no values.
 */
function changesOf(value: unknown): unknown[] {
  if (typeof value === 'number') return [value + 1];
  if (Array.isArray(value)) return [[...value, 'f'.repeat(32)]];
  if (typeof value === 'object' && value !== null) return othersThan(value);
  return typeof value === 'string' ? [`x${value}`] : [];
}

/**
 * Returns bodies that differ from the given body in one part: the part is changed or left out. Some
 * of these bodies are invalid.
 */
function othersThan(body: unknown): unknown[] {
  if (typeof body === 'string') return [`${body}HERBST-OTHER\r\n`];
  return Object.entries(body as object).flatMap(([name, value]) => {
    const { [name as never]: _left, ...without } = body as object;
    return [without, ...changesOf(value).map((other) => ({ ...without, [name]: other }))];
  });
}

/**
 * Returns another id for the path, if possible of something that exists. The example of a raffle
 * always has the same id, and only one customer can have the email of the example.
 */
async function storeOther(each: DeclaredRoute, id: string): Promise<string> {
  if (!each.path.includes('{id}')) return id;
  return storeSubject(fixture, key, each).catch(() => 'f'.repeat(32));
}

/** Lets `JSON.stringify` show bytes as text, so that a test can find a value in them. */
const asText = (_key: string, value: unknown) =>
  value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value;

describe.each(remembered)('$route with an Idempotency-Key', (each) => {
  test('has no second effect if it is repeated, and returns the first answer again without its secrets', async () => {
    const id = await storeSubject(fixture, key, each);
    const body = bodyAbout(each, id);
    const first = await send(each, id, body, 'k');
    expect([first.status, first.replayed]).toEqual([expect.toBeOneOf([200, 201]), null]);
    const written = watchWrites();
    const second = await send(each, id, body, 'k');
    expect([second.status, second.replayed]).toEqual([
      expect.toBeOneOf([200, first.status]),
      'true',
    ]);
    expect(written().map(({ ref }) => ref.collection)).toEqual([]);
    // A key, a salt, a token and a URL are shown only once.
    const once = ['key', 'salt', 'token', 'url'].filter((name) => name in first.answer);
    const hidden = Object.fromEntries(once.map((name) => [name, null]));
    expect(second.answer).toEqual({ ...first.answer, ...hidden });
  });

  test('is refused, and writes nothing, if its body or the id in its path differs from the first request', async () => {
    const id = await storeSubject(fixture, key, each);
    const body = bodyAbout(each, id);
    await send(each, id, body, 'k');
    const otherId = await storeOther(each, id);
    const written = watchWrites();
    const codes = new Set<string>();
    for (const other of body === undefined ? [] : othersThan(body))
      codes.add((await send(each, id, other, 'k')).answer.code);
    codes.delete('validation-failed');
    if (otherId !== id) codes.add((await send(each, otherId, body, 'k')).answer.code);
    expect([...codes]).toEqual(['idempotency-mismatch']);
    expect(written().map(({ ref }) => ref.collection)).toEqual([]);
  });

  test('does not store its Idempotency-Key in clear; the mark contains keyed hashes of this key and the body', async () => {
    const written = watchWrites();
    const id = await storeSubject(fixture, key, each);
    const body = bodyAbout(each, id);
    await send(each, id, body, 'a-key-to-be-found');
    const writes = written();
    expect(JSON.stringify(writes, asText)).not.toContain('a-key-to-be-found');
    // The request for a device token stores no mark. A repetition finds the token by its id, which
    // is a hash of the Idempotency-Key.
    if (each.path === '/v1/device-tokens') return;
    const marks = writes.filter(({ ref }) => /^(?:idempotency|access)_marks$/.test(ref.collection));
    expect(marks.map(({ ref }) => ref.id)).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
    const [mark] = marks;
    expect(mark && 'data' in mark && mark.data).toMatchObject({
      body_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      expires_at: expect.any(Number),
    });
  });
});
