import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '#shared/base/time/clock.ts';
import { openAe2 } from '#shared/http/testing/open-ae2.ts';
import { type FunctionProcess, startFunction } from '../harness/function-process.ts';
import { createInstance, storeKey } from '../harness/instance.ts';
import { useStack } from '../harness/stack.ts';
import { mebibytesOf, residentMiB, sendLarge } from '../process/send-large.ts';
import { contentOf, place, readFile, sendFile, storeFile } from './send-file.ts';

const planted = 'Zwiebelturm.8841';
/**
 * By how many MiB the memory of the process may grow while it reads files. The growth includes
 * garbage that is not collected yet.
 */
const growthMaxMiB = 80;
const stack = useStack('demo-large-file');
let key: string;
let running: FunctionProcess;

beforeAll(async () => {
  key = await storeKey(createInstance(stack(), { now: systemClock }), systemClock, 'acme');
  running = await startFunction(stack(), 'variables');
  // This upload comes before the measurement. It makes the process allocate its memory for chunks.
  await storeFile(running, key, contentOf(16 * 1024 * 1024));
}, 180_000);

afterAll(() => running.stop());

const field = (name: string, value: string) =>
  Buffer.from(`--XX\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);

function* formOf(mebibytes: number) {
  for (const [name, value] of Object.entries({ ...place, name: 'larger' }))
    yield field(name, value);
  yield Buffer.from('--XX\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\n');
  yield* mebibytesOf(planted, mebibytes);
}

const type = { 'content-type': 'multipart/form-data; boundary=XX' };

test.each([
  ['in chunks', { 'transfer-encoding': 'chunked' }],
  ['with its length', { 'content-length': String(101 * 1024 * 1024) }],
])(
  'a file of 100 MiB sent %s is refused, and the process does not keep it in memory',
  async (_, headers) => {
    const before = await residentMiB(running);
    const all = { authorization: `Bearer ${key}`, ...type, ...headers };
    const { status, body, peak } = await sendLarge(running, '/v1/variables/file', all, formOf(100));
    expect([status, JSON.parse(body)]).toMatchObject([413, { code: 'body-too-large' }]);
    expect(peak - before).toBeLessThan(growthMaxMiB);
    expect(running.output()).not.toContain(planted);
  },
);

test('a caller without a valid key is refused, and nothing is stored', async () => {
  const all = { authorization: 'Bearer mf_acme_nothing', ...type, 'transfer-encoding': 'chunked' };
  const before = stack().proxy.operations().length;
  const { status } = await sendLarge(running, '/v1/variables/file', all, formOf(4));
  expect(status).toBe(401);
  const sent = stack().proxy.operations().slice(before);
  expect(sent.filter(({ method }) => method === 'Commit')).toEqual([]);
});

test('after a first upload and download of a large file, four more uploads and downloads need little more memory', async () => {
  const content = contentOf(16 * 1024 * 1024, 3);
  const fields = { name: 'again' };
  const { body } = await sendFile(running, key, content, fields);
  await readFile(running, key, body['id']);
  const before = await residentMiB(running);
  for (let round = 0; round < 4; round += 1) {
    expect((await sendFile(running, key, content, fields)).status).toBe(200);
    expect((await readFile(running, key, body['id'])).equals(content)).toBe(true);
  }
  expect((await residentMiB(running)) - before).toBeLessThan(growthMaxMiB);
}, 600_000);

test('the bundle creates an encrypted archive and does not print the password', async () => {
  const password = 'Grosse Blumen! 2026';
  const response = await running.request('/v1/variables/export', {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ password }),
  });
  const { content } = openAe2(Buffer.from(await response.arrayBuffer()), password);
  expect(content.toString('utf8')).toContain('photo.png');
  expect(running.output()).not.toContain(password);
});
