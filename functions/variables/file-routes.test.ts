import { beforeEach, describe, expect, test } from 'vitest';
import { fileBytesMax } from '#shared/domains/variables/stage-upload.ts';
import {
  contentOf,
  place,
  storedChunks,
} from '#shared/domains/variables/testing/create-variables-fixture.ts';
import type { App } from '#shared/http/create-app.ts';
import {
  createTestFixture,
  type TestFixture,
} from '#shared/records/testing/create-test-context.ts';
import { createApiService } from '#shared/wiring/api-service.ts';
import { createVariablesApp } from './app.ts';

let fixture: TestFixture;
let app: App;

beforeEach(() => {
  fixture = createTestFixture();
  const caller = fixture.contextOf('acme');
  app = createVariablesApp({
    ...createApiService(fixture.platform, 'variables'),
    authenticate: {
      caller: async () => ({ caller }),
      person: () => Promise.reject(new Error('in these tests no person sends requests')),
    },
  });
});

type Part = readonly [name: string, value: string | Blob, fileName?: string];

const placed: readonly Part[] = Object.entries(place);

function formOf(parts: readonly Part[]): FormData {
  const form = new FormData();
  for (const [name, value, fileName] of parts)
    if (typeof value === 'string') form.append(name, value);
    else form.append(name, value, fileName);
  return form;
}

const fileOf = (content: Uint8Array | string, name = 'a.png', type = 'image/png'): Part => [
  'file',
  new Blob([content as Uint8Array<ArrayBuffer>], { type }),
  name,
];

async function upload(parts: readonly Part[]) {
  const encoded = new Response(formOf(parts));
  const response = await app.request('/v1/variables/file', {
    method: 'POST',
    headers: { 'content-type': encoded.headers.get('content-type') ?? '' },
    body: await encoded.arrayBuffer(),
  });
  return { status: response.status, body: (await response.json()) as { [name: string]: unknown } };
}

async function uploadRaw(
  body: string | Uint8Array<ArrayBuffer>,
  headers: { readonly [name: string]: string } = {},
) {
  const type = 'multipart/form-data; boundary=XX';
  const response = await app.request('/v1/variables/file', {
    method: 'POST',
    headers: { 'content-type': type, ...headers },
    body,
  });
  const { code } = (await response.json()) as { code?: string };
  return [response.status, code];
}

const rawPart = (headers: string, content: string) => `--XX\r\n${headers}\r\n\r\n${content}\r\n`;
const rawField = (name: string, value: string) =>
  rawPart(`Content-Disposition: form-data; name="${name}"`, value);
const rawPlace = Object.entries(place)
  .map(([name, value]) => rawField(name, value))
  .join('');

test('a file is stored with 201, replaced with 200, and read unchanged', async () => {
  const content = contentOf(1_300_000);
  const first = await upload([...placed, ['scope', 'global'], fileOf(content, 'Foto Jürgen.png')]);
  expect(first).toMatchObject({
    status: 201,
    body: { ...place, scope: 'global', file_name: 'Foto Jürgen.png', file_bytes: 1_300_000 },
  });
  expect(Object.keys(first.body)).not.toContain('value');
  const path = `/v1/variables/${String(first.body['id'])}/file`;
  const download = await app.request(path);
  expect(download.status).toBe(200);
  expect(Object.fromEntries(download.headers)).toMatchObject({
    'content-type': 'image/png',
    'content-length': '1300000',
    'content-disposition': `attachment; filename="Foto Jurgen.png"; filename*=UTF-8''Foto%20J%C3%BCrgen.png`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
    'cache-control': 'private, no-store',
  });
  expect(Buffer.from(await download.arrayBuffer()).equals(content)).toBe(true);
  const second = await upload([...placed, fileOf('new', 'b.txt', 'text/plain')]);
  expect(second).toMatchObject({ status: 200, body: { id: first.body['id'], file_bytes: 3 } });
  expect(await (await app.request(path)).text()).toBe('new');
});

describe('a file’s name', () => {
  const named = (parameters: string) =>
    `${rawPlace}${rawPart(`Content-Disposition: form-data; name="file"; ${parameters}`, 'x')}--XX--\r\n`;
  test('is refused if its bytes are not UTF-8, and then nothing is stored', async () => {
    const latin1 = Buffer.from(named('filename="Jürgens Größe.txt"'), 'latin1');
    expect(await uploadRaw(latin1)).toEqual([422, 'validation-failed']);
    const list = await app.request('/v1/variables');
    expect(await list.json()).toMatchObject({ items: [] });
  });

  test.each([
    ['filename="Jürgen 😀.txt"', 'Jürgen 😀.txt'],
    ["filename*=UTF-8''J%C3%BCrgen.txt", 'Jürgen.txt'],
    ["filename*=ISO-8859-1''J%FCrgen.txt", 'Jürgen.txt'],
  ])('is decoded if it was sent as %s', async (parameters, name) => {
    expect((await uploadRaw(Buffer.from(named(parameters))))[0]).toBe(201);
    const list = await app.request('/v1/variables');
    expect(await list.json()).toMatchObject({ items: [{ file_name: name }] });
  });
});

test.each([
  ['text/html', 'application/octet-stream'],
  ['application/xhtml+xml', 'application/octet-stream'],
  ['image/svg+xml', 'application/octet-stream'],
  ['text/xml', 'application/octet-stream'],
  ['application/xml', 'application/octet-stream'],
  ['application/javascript', 'application/octet-stream'],
  ['text/javascript', 'application/octet-stream'],
  ['text/css', 'application/octet-stream'],
  ['multipart/x-mixed-replace', 'application/octet-stream'],
  ['message/rfc822', 'application/octet-stream'],
  ['application/pdf', 'application/pdf'],
  ['text/plain', 'text/plain'],
  ['text/csv', 'text/csv'],
  [
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  ],
])('a file sent with the media type %s is returned with %s', async (sent, answered) => {
  const { body } = await upload([...placed, fileOf('<script>alert(1)</script>', 'x', sent)]);
  expect(body['file_type']).toBe(sent);
  const response = await app.request(`/v1/variables/${String(body['id'])}/file`);
  expect(response.headers.get('content-type')).toBe(answered);
  await response.body?.cancel();
});

test.each([
  ['a"b.txt', 'a_b.txt', 'a%22b.txt'],
  ['../../etc/passwd', 'passwd', 'passwd'],
  ['C:\\Temp\\x.exe', 'x.exe', 'x.exe'],
  ['日本.txt', '__.txt', '%E6%97%A5%E6%9C%AC.txt'],
  ["it's (1)*.txt", 'it_s (1)_.txt', 'it%27s%20%281%29%2A.txt'],
  ['rep\u202Etxt.exe', 'rep_txt.exe', 'rep_txt.exe'],
])('the download of %s has a safe Content-Disposition header', async (name, plain, encoded) => {
  const part = rawPart(
    `Content-Disposition: form-data; name="file"; filename="${name.replaceAll(/["\\]/g, '\\$&')}"`,
    'x',
  );
  const body = Buffer.from(`${rawPlace}${part}--XX--\r\n`);
  const headers = { 'content-type': 'multipart/form-data; boundary=XX' };
  const sent = await app.request('/v1/variables/file', { method: 'POST', headers, body });
  const { id } = (await sent.json()) as { id: string };
  const response = await app.request(`/v1/variables/${id}/file`);
  expect(response.headers.get('content-disposition')).toBe(
    `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`,
  );
});

describe('an upload is refused and stores nothing:', () => {
  const expectNothing = async () => {
    expect(await storedChunks(fixture)).toEqual([]);
    const records = { collection: 'variables', tenant: 'acme', where: [], orderBy: [], limit: 9 };
    expect(await fixture.store.query(records)).toEqual([]);
  };
  const pointerOf = ({ body }: Awaited<ReturnType<typeof upload>>) =>
    (body['errors'] as { pointer: string }[] | undefined)?.[0]?.pointer;

  test.each<[string, readonly Part[], string]>([
    ['no file', placed, '/file'],
    ['no field except the file', [fileOf('x')], '/experience_id'],
    ['a value together with a file', [...placed, ['value', '1'], fileOf('x')], ''],
    ['an unknown field', [...placed, ['colour', 'red'], fileOf('x')], ''],
    ['the same field twice', [...placed, ['name', 'other'], fileOf('x')], ''],
    ['a field after the file', [...placed, fileOf('x'), ['scope', 'global']], '/file'],
    ['two files', [...placed, fileOf('x'), fileOf('y')], '/file'],
    ['a file in a field other than «file»', [...placed, ['photo', new Blob(['x']), 'a']], '/file'],
    ['a long field', [...placed, ['scope', 'x'.repeat(2_000)], fileOf('x')], ''],
    ['a file with a long name', [...placed, fileOf('x', 'n'.repeat(300))], '/file'],
    [
      'an expiry too far ahead',
      [...placed, ['expires_at', '2040-01-01T00:00:00Z'], fileOf('x')],
      '/expires_at',
    ],
    [
      'too many fields',
      [...Array.from({ length: 30 }, (_, at): Part => [`f${at}`, '1']), fileOf('x')],
      '',
    ],
  ])('%s', async (_, parts, pointer) => {
    const answer = await upload(parts);
    expect([answer.status, answer.body['code'], pointerOf(answer)]).toEqual([
      422,
      'validation-failed',
      pointer,
    ]);
    await expectNothing();
  });

  test('a form that is cut off inside a file, a field or a header, and an empty body', async () => {
    const file = rawPart('Content-Disposition: form-data; name="file"; filename="a"', 'content');
    const whole = `${rawPlace}${file}--XX--\r\n`;
    expect((await uploadRaw(whole))[0]).toBe(201);
    const { id } = (
      (await (await app.request('/v1/variables')).json()) as { items: { id: string }[] }
    ).items[0] ?? { id: '' };
    await app.request(`/v1/variables/${id}`, { method: 'DELETE' });
    for (const cut of [whole.length - 12, whole.indexOf('content') + 3, rawPlace.length - 4, 20, 0])
      expect(await uploadRaw(whole.slice(0, cut))).toEqual([400, 'multipart-malformed']);
    await expectNothing();
  });

  test('a body that is not a form, is compressed, or has no boundary', async () => {
    const json = { 'content-type': 'application/json' };
    expect(await uploadRaw('{}', json)).toEqual([415, 'content-type-unsupported']);
    const zipped = { 'content-encoding': 'gzip' };
    expect(await uploadRaw('--XX--', zipped)).toEqual([415, 'content-type-unsupported']);
    const without = { 'content-type': 'multipart/form-data; charset=utf-8' };
    expect(await uploadRaw('--XX--', without)).toEqual([400, 'multipart-malformed']);
    expect(await uploadRaw('nothing of a form')).toEqual([400, 'multipart-malformed']);
    await expectNothing();
  });

  test('a file with one byte too many, and a body whose Content-Length is too large', async () => {
    const large = new Uint8Array(fileBytesMax + 1);
    const answer = await upload([...placed, fileOf(large)]);
    expect([answer.status, answer.body['code']]).toEqual([413, 'body-too-large']);
    await expectNothing();
    const told = { 'content-length': String(2 * fileBytesMax) };
    expect(await uploadRaw('', told)).toEqual([413, 'body-too-large']);
    await expectNothing();
  });

  test('endless bytes before the form', async () => {
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(1_048_576)),
    });
    const response = await app.request('/v1/variables/file', {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=XX' },
      body: endless,
      duplex: 'half',
    } as RequestInit);
    expect(response.status).toBe(413);
    await expectNothing();
  });

  test('a file that arrives while the key service is unavailable; the answer states this reason', async () => {
    fixture.wrapper.state = 'unavailable';
    const answer = await upload([...placed, fileOf(contentOf(3_000_000))]);
    expect([answer.status, answer.body['code']]).toEqual([503, 'keys-unavailable']);
    fixture.wrapper.state = 'up';
    await expectNothing();
  });
});

test('a file of exactly 16 MiB is accepted', async () => {
  const { status, body } = await upload([...placed, fileOf(new Uint8Array(fileBytesMax))]);
  expect([status, body['file_bytes']]).toEqual([201, fileBytesMax]);
});

test('if a variable is deleted while somebody downloads its file, the download ends with an error', async () => {
  const { body } = await upload([...placed, fileOf(contentOf(3_000_000))]);
  const response = await app.request(`/v1/variables/${String(body['id'])}/file`);
  const reader = response.body?.getReader();
  await reader?.read();
  await app.request(`/v1/variables/${String(body['id'])}`, { method: 'DELETE' });
  const rest = async () => {
    while (!(await reader?.read())?.done);
  };
  await expect(rest()).rejects.toThrow('the download ended early');
});

test('a request for a file gets 404 if the variable has a value instead of a file, does not exist, or has an invalid id', async () => {
  const put = await app.request('/v1/variables', {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...place, value: 1 }),
  });
  const { id } = (await put.json()) as { id: string };
  for (const path of [id, '0'.repeat(32), 'nobody']) {
    const response = await app.request(`/v1/variables/${path}/file`);
    expect(response.status).toBe(404);
  }
});
