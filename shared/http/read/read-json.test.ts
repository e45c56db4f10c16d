import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { Problem } from '#shared/base/problems/problem.ts';
import type { AppEnv } from '../env.ts';
import { jsonBody } from './read-json.ts';

const bytesMax = 100;
const json = { 'content-type': 'application/json' };

async function post(body: RequestInit['body'], headers: RequestInit['headers'] = json) {
  const app = new Hono<AppEnv>();
  app.post('/', async (c) => c.json({ read: (await jsonBody(bytesMax).read(c)) as never }));
  app.onError((error, c) => {
    if (!(error instanceof Problem)) throw error;
    return c.json({ code: error.code, text: JSON.stringify(error.errors) }, 400);
  });
  const init = { method: 'POST', body: body ?? null, headers: headers ?? {}, duplex: 'half' };
  return (await app.request('/', init)).json() as Promise<{
    read?: unknown;
    code?: string;
  }>;
}

test('JSON in UTF-8 is read', async () => {
  expect((await post('{"name":"Jürgen 👋"}')).read).toEqual({ name: 'Jürgen 👋' });
});

test.each([
  'application/json',
  'Application/JSON',
  'application/json; charset=utf-8',
  'application/json;charset="UTF-8"',
])('the content type «%s» is accepted', async (type) => {
  expect((await post('1', { 'content-type': type })).read).toBe(1);
});

test.each([
  'text/plain',
  'application/json; charset=iso-8859-1',
  'application/jsonx',
  'application/problem+json',
])('the content type «%s» is refused', async (type) => {
  expect((await post('1', { 'content-type': type })).code).toBe('content-type-unsupported');
});

test('a compressed body is refused', async () => {
  const headers = { ...json, 'content-encoding': 'gzip' };
  expect((await post('1', headers)).code).toBe('content-type-unsupported');
});

test.each(['{', '', '{"a":1}}', "{'a':1}", 'undefined', '\ufeff\ufeff1'])(
  '«%s» is refused as malformed',
  async (body) => {
    expect(await post(body)).toEqual({ code: 'json-malformed', text: '[]' });
  },
);

test.each([
  ['{"value":24681357902468135}', '/value', 'whole numbers up to 2^53 - 1'],
  ['{"a":1,"a":1}', '/a', 'distinct-keys'],
  ['{"a":"\\ud800"}', '/a', 'well-formed-unicode'],
])(
  '«%s» is refused because it could not be stored unchanged, and the error gives the path to the loss',
  async (body, pointer, rule) => {
    const text = JSON.stringify([{ pointer, rule }]);
    expect(await post(body)).toEqual({ code: 'validation-failed', text });
  },
);

test('a body that can be stored unchanged gives the same value as JSON.parse', async () => {
  const body = '{"a":"\\ud83d\\ude00","b" : 1e20, "c":0.1}';
  expect((await post(body)).read).toEqual({ a: '😀', b: 1e20, c: 0.1 });
});

test('an empty body and bytes that are not UTF-8 are refused as malformed', async () => {
  expect((await post(null)).code).toBe('json-malformed');
  expect((await post(Uint8Array.of(0x22, 0xff, 0x22))).code).toBe('json-malformed');
});

describe('a body', () => {
  test('of the largest size is read, and a body that is one byte larger is refused', async () => {
    expect((await post(`"${'x'.repeat(98)}"`)).read).toBe('x'.repeat(98));
    expect((await post(`"${'x'.repeat(99)}"`)).code).toBe('body-too-large');
  });

  test('whose declared size is too large is refused before it is read', async () => {
    let pulled = 0;
    const stream = new ReadableStream(
      { pull: (controller) => ((pulled += 1), controller.enqueue(Buffer.from('1'))) },
      { highWaterMark: 0 },
    );
    const answer = await post(stream as never, { ...json, 'content-length': '101' });
    expect(answer.code).toBe('body-too-large');
    expect(pulled).toBe(0);
  });

  test('whose sender disconnects is refused as malformed', async () => {
    let pulled = 0;
    const stream = new ReadableStream({
      pull(controller) {
        pulled += 1;
        if (pulled === 1) controller.enqueue(Buffer.from('{"a"'));
        else controller.error(new Error('aborted'));
      },
    });
    expect((await post(stream as never)).code).toBe('json-malformed');
  });

  test('that never ends is read only until it is too large', async () => {
    let pulled = 0;
    const stream = new ReadableStream(
      { pull: (controller) => ((pulled += 1), controller.enqueue(Buffer.alloc(10, '1'))) },
      { highWaterMark: 0 },
    );
    expect((await post(stream as never)).code).toBe('body-too-large');
    expect(pulled).toBeLessThanOrEqual(12);
  });
});
