import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { Problem } from '#shared/base/problems/problem.ts';
import type { AppEnv } from '../env.ts';
import { uploadBody } from './read-upload.ts';

const fileBytesMax = 1_000;
const head =
  '--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\n';

/**
 * Sends a form in parts. When a part is null, the connection is closed.
 * @returns the answer, and whether the file was read to its end
 */
async function send(parts: readonly (string | null)[]) {
  const app = new Hono<AppEnv>();
  const ending = Promise.withResolvers<string>();
  app.post('/', async (c) => {
    const receive = await uploadBody(fileBytesMax).read(c);
    const read = await receive(async ({ content }) => {
      let bytes = 0;
      try {
        for await (const chunk of content) bytes += chunk.length;
        ending.resolve('whole');
      } catch {
        ending.resolve('broken off');
      }
      return bytes;
    });
    return c.json({ read });
  });
  app.onError((error, c) => {
    if (!(error instanceof Problem)) throw error;
    return c.json({ code: error.code }, 400);
  });
  const rest = [...parts];
  const body = new ReadableStream({
    pull(controller) {
      const part = rest.shift();
      if (part === undefined) controller.close();
      else if (part === null) controller.error(new Error('aborted'));
      else controller.enqueue(Buffer.from(part));
    },
  });
  const headers = { 'content-type': 'multipart/form-data; boundary=b' };
  const init = { method: 'POST', body, headers, duplex: 'half' };
  const response = await app.request('/', init);
  return { answer: await response.json(), ended: await ending.promise };
}

test('if a form arrives completely, its whole file is read', async () => {
  const { answer, ended } = await send([head, 'x'.repeat(fileBytesMax), '\r\n--b--\r\n']);
  expect([answer, ended]).toEqual([{ read: fileBytesMax }, 'whole']);
});

test.each([
  ['its sender disconnects', [head, 'x', null], 'multipart-malformed'],
  ['it is larger than allowed', [head, 'x'.repeat(fileBytesMax + 1)], 'body-too-large'],
  [
    'another field follows it',
    [head, 'x\r\n--b\r\nContent-Disposition: form-data; name="late"\r\n\r\n1\r\n--b--\r\n'],
    'validation-failed',
  ],
])('reading a file ends early if %s', async (_name, parts, code) => {
  const { answer, ended } = await send(parts);
  expect([answer, ended]).toEqual([{ code }, 'broken off']);
});
