import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { systemClock } from '#shared/base/time/clock.ts';
import { callerOf } from '../harness/caller.ts';
import { startFunction } from '../harness/function-process.ts';
import { createInstance, type Instance, storeKey } from '../harness/instance.ts';
import { useStack } from '../harness/stack.ts';
import { storedIn } from '../harness/stored-state.ts';
import { contentOf, place, readFile, sendFile } from '../variables/send-file.ts';

const hour = 3_600e6;
const chunkBytes = 512 * 1024;
const stack = useStack('demo-upload-kill');

const chunksOf = (instance: Instance) =>
  instance.store.count({ collection: 'file_chunks', tenant: 'acme', where: [], orderBy: [] });

/** Starts an upload that never ends, and waits until some of its chunks are stored. */
async function beginUpload(url: string, key: string, instance: Instance, name: string) {
  const sending = request(`${url}/v1/variables/file`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'multipart/form-data; boundary=XX',
    },
  });
  sending.on('error', () => {});
  for (const [field, value] of Object.entries({ ...place, name }))
    sending.write(`--XX\r\nContent-Disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`);
  sending.write('--XX\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\n');
  const before = await chunksOf(instance);
  sending.write(contentOf(6 * chunkBytes, 9));
  while ((await chunksOf(instance)) < before + 4) await sleep(50);
  return sending;
}

test('if a function is killed during two uploads, the file that was stored before can be read, and the chunks of the two uploads expire', async () => {
  const instance = createInstance(stack(), { now: systemClock });
  const key = await storeKey(instance, systemClock, 'acme');
  const running = await startFunction(stack(), 'variables');
  const content = contentOf(2 * chunkBytes);
  const { body } = await sendFile(running, key, content);
  const inNew = await beginUpload(running.url, key, instance, 'new');
  const inOld = await beginUpload(running.url, key, instance, place.name);
  running.signal('SIGKILL');
  await running.ended;
  for (const sending of [inNew, inOld]) sending.destroy();
  const app = instance.appOf('variables');
  const call = callerOf(app, key);

  const { body: listed } = await call('GET', '/v1/variables');
  expect(listed.items.map(({ id }) => id)).toEqual([body['id']]);
  expect((await readFile(app, key, body['id'])).equals(content)).toBe(true);
  expect(await chunksOf(instance)).toBeGreaterThanOrEqual(2 + 8);
  await instance.purge();
  expect(await chunksOf(instance)).toBeGreaterThanOrEqual(2 + 8);

  await instance.purge({ now: () => systemClock() + hour + 60e6 });
  expect(await chunksOf(instance)).toBe(2);
  expect(storedIn(await stack().readState(), 'variables')).toHaveLength(1);
  expect((await readFile(app, key, body['id'])).equals(content)).toBe(true);
});

test('if a sender disconnects during an upload, the stored chunks are deleted', async () => {
  const instance = createInstance(stack(), { now: systemClock });
  const key = await storeKey(instance, systemClock, 'acme');
  const running = await startFunction(stack(), 'variables');
  const before = await chunksOf(instance);
  const sending = await beginUpload(running.url, key, instance, 'left');
  sending.destroy();
  const deadline = Date.now() + 20_000;
  while ((await chunksOf(instance)) > before && Date.now() < deadline) await sleep(50);
  expect(await chunksOf(instance)).toBe(before);
  expect(running.output()).not.toMatch(/"severity":"ERROR"|Error:/);
  await running.stop();
});
