import { beforeAll, expect, test } from 'vitest';
import type { App } from '#shared/http/create-app.ts';
import { type Call, callerOf } from '../harness/caller.ts';
import { createTestClock } from '../harness/clock.ts';
import { createInstance, type Instance, storeKey } from '../harness/instance.ts';
import { useStack } from '../harness/stack.ts';
import { storedIn } from '../harness/stored-state.ts';
import { findValues } from '../production-rules/find-values.ts';
import { contentOf, readFile, sendFile } from './send-file.ts';

const day = 86_400e6;
const chunkBytes = 512 * 1024;
const fileBytesMax = 16 * 1024 * 1024;
const stack = useStack('demo-files');
const clock = createTestClock();
let instance: Instance;
let app: App;
let newTenant: (id: string) => Promise<{ key: string; call: Call }>;

beforeAll(() => {
  instance = createInstance(stack(), clock);
  app = instance.appOf('variables');
  newTenant = async (id) => {
    const key = await storeKey(instance, clock.now, id);
    return { key, call: callerOf(app, key) };
  };
});

const countChunks = (tenant: string) =>
  instance.store.count({ collection: 'file_chunks', tenant, where: [], orderBy: [] });

test('a file of 16 MiB is read unchanged, and a file with one byte more is refused and not stored', async () => {
  const { key } = await newTenant('large');
  const content = contentOf(fileBytesMax);
  const { status, body } = await sendFile(app, key, content);
  expect([status, body['file_bytes']]).toEqual([201, fileBytesMax]);
  expect((await readFile(app, key, body['id'])).equals(content)).toBe(true);
  const larger = await sendFile(app, key, contentOf(fileBytesMax + 1), { name: 'larger' });
  expect([larger.status, larger.body['code']]).toEqual([413, 'body-too-large']);
  expect(await countChunks('large')).toBe(32);
  await callerOf(app, key)('DELETE', `/v1/variables/${String(body['id'])}`);
  expect(await countChunks('large')).toBe(0);
});

test('storing a file costs one write for each chunk and three other calls; reading it costs one read for each chunk and one more', async () => {
  const { key } = await newTenant('cost');
  await sendFile(app, key, contentOf(1), { name: 'warm' });
  const before = stack().proxy.operations().length;
  const { body } = await sendFile(app, key, contentOf(3 * chunkBytes));
  const sent = stack().proxy.operations().slice(before);
  // The function reads the uniqueness mark, a document that reserves the name, twice: before the
  // upload, and before the last commit.
  expect(sent.map(({ method, writes }) => [method, writes])).toEqual([
    ['BatchGetDocuments', undefined],
    ['Commit', 1],
    ['Commit', 1],
    ['Commit', 1],
    ['BatchGetDocuments', undefined],
    ['Commit', 5],
  ]);
  const read = stack().proxy.operations().length;
  await readFile(app, key, body['id']);
  const reads = stack().proxy.operations().slice(read);
  expect(reads.map(({ method, returned }) => [method, returned])).toEqual(
    Array.from({ length: 4 }, () => ['BatchGetDocuments', 1]),
  );
});

test('when a file is replaced by another file or by a text, or is deleted, its chunks are deleted', async () => {
  const { key, call } = await newTenant('gone');
  await sendFile(app, key, contentOf(3 * chunkBytes));
  const { status, body } = await sendFile(app, key, contentOf(chunkBytes + 1, 2));
  expect([status, await countChunks('gone')]).toEqual([200, 2]);
  const path = `/v1/variables/${String(body['id'])}`;
  expect((await call('PATCH', path, { value: 'text' })).status).toBe(200);
  expect(await countChunks('gone')).toBe(0);
  await sendFile(app, key, contentOf(3 * chunkBytes));
  expect((await call('DELETE', path)).status).toBe(204);
  expect(await countChunks('gone')).toBe(0);
});

test('a file expires together with its variable, and the purge deletes its chunks and its key', async () => {
  const { key, call } = await newTenant('old');
  const { body } = await sendFile(app, key, contentOf(chunkBytes + 1));
  const path = `/v1/variables/${String(body['id'])}`;
  const soon = new Date((clock.now() + 2 * day) / 1_000).toISOString();
  expect((await call('PATCH', path, { expires_at: soon })).status).toBe(200);
  expect((await readFile(app, key, body['id'])).equals(contentOf(chunkBytes + 1))).toBe(true);
  clock.advance(2 * day);
  expect((await call('GET', `${path}/file`)).status).toBe(404);
  await instance.purge();
  expect(await countChunks('old')).toBe(0);
  clock.advance(70 * day);
  const report = await instance.purge();
  expect(report).toMatchObject({ complete: true, keys_waiting: 0 });
  const keys = storedIn(await stack().readState(), 'data_keys');
  expect(keys.filter(({ tenant }) => tenant === 'old')).toEqual([]);
});

test('no database contains the name or the content of a file in clear', async () => {
  const { key } = await newTenant('secret');
  const values = ['Ottilie.Wagenbächer.png', 'Beispielstraße 47, drittes Obergeschoß'];
  const [name = '', text = ''] = values;
  const { body } = await sendFile(app, key, Buffer.from(text.repeat(30)), {}, name);
  expect(body['file_name']).toBe(name);
  const dump = await stack().exportRaw();
  expect(findValues(dump, values)).toEqual([]);
  expect(findValues(dump, ['image/png']).length).toBeGreaterThan(0);
});

test('a file of another tenant gets the same answer as an unknown file', async () => {
  const [mine, other] = [await newTenant('mine'), await newTenant('other')];
  const { body } = await sendFile(app, mine.key, contentOf(10));
  const [foreign, missing] = await Promise.all(
    [String(body['id']), '0'.repeat(32)].map((id) => other.call('GET', `/v1/variables/${id}/file`)),
  );
  expect(foreign?.status).toBe(404);
  const without = ({ request_id: _id, ...rest }: { readonly [name: string]: unknown }) => rest;
  expect(without(foreign?.body ?? {})).toEqual(without(missing?.body ?? {}));
});

test('ten simultaneous uploads with one name through two instances of the function leave one complete file', async () => {
  const { key } = await newTenant('race');
  const apps = [app, createInstance(stack(), clock).appOf('variables')];
  const contents = Array.from({ length: 10 }, (_, seed) => contentOf(chunkBytes + seed, seed));
  const sent = await Promise.all(
    contents.map((content, at) => sendFile(apps[at % 2] ?? app, key, content)),
  );
  expect(sent.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(sent.filter(({ status }) => status === 200)).toHaveLength(9);
  const found = await readFile(app, key, sent[0]?.body['id']);
  expect(contents.some((content) => content.equals(found))).toBe(true);
});
