import { Uint8ArrayReader, ZipReader } from '@zip.js/zip.js';
import { parse } from 'csv-parse/sync';
import { beforeAll, expect, test } from 'vitest';
import type { App } from '#shared/http/create-app.ts';
import { openAe2 } from '#shared/http/testing/open-ae2.ts';
import { type Call, callerOf } from '../harness/caller.ts';
import { createTestClock } from '../harness/clock.ts';
import { expectStatuses } from '../harness/expect-statuses.ts';
import { createInstance, storeKey } from '../harness/instance.ts';
import { useStack } from '../harness/stack.ts';
import { storeFile } from './send-file.ts';

const password = 'Grosse Blumen! 2026';
const stack = useStack('demo-experiences');
const clock = createTestClock();
let app: App;
let key: string;
let call: Call;

const variables = (experience_id: string, count: number) =>
  Array.from({ length: count }, (_, at) => ({
    experience_id,
    instance_id: `run-${at % 7}`,
    name: `v${String(at).padStart(4, '0')}`,
    value: { at, text: 'Grüße aus Köln' },
  }));

beforeAll(async () => {
  const instance = createInstance(stack(), clock);
  app = instance.appOf('variables');
  key = await storeKey(instance, clock.now, 'acme');
  call = callerOf(app, key);
  for (const batch of [variables('big', 500), variables('small', 3), variables('tiny', 1)])
    expectStatuses([await call('POST', '/v1/variables', batch)], 201);
  for (const from of [500, 1_000])
    await call('POST', '/v1/variables', variables('big', from + 500).slice(from));
  await storeFile(app, key, Buffer.from('x'), { experience_id: 'small' });
});

test('the list of experiences reads at most one variable in each query', async () => {
  const changeOf = async (experience: string) => {
    const { body } = await call('GET', `/v1/variables?experience_id=${experience}&limit=1`);
    return body.items[0]?.['created_at'];
  };
  const [big, small] = [await changeOf('big'), await changeOf('small')];
  const before = stack().proxy.operations().length;
  const { body } = await call('GET', '/v1/experiences?limit=2');
  expect(body.items).toEqual([
    { id: 'big', variables: 1_500, files: 0, changed_at: big },
    { id: 'small', variables: 4, files: 1, changed_at: small },
  ]);
  const sent = stack().proxy.operations().slice(before);
  const queries = sent.filter(({ method }) => method === 'RunQuery');
  expect(queries).toHaveLength(5);
  expect(queries.every(({ returned }) => returned <= 1)).toBe(true);
  expect(sent.filter(({ method }) => method === 'RunAggregationQuery')).toHaveLength(4);
  expect(sent).toHaveLength(9);
  const next = await call('GET', `/v1/experiences?limit=2&cursor=${body.next_cursor}`);
  expect([next.body.items.map(({ id }) => id), next.body.next_cursor]).toEqual([['tiny'], null]);
});

test('a CSV contains each variable of an experience once, sorted by instance, and costs few queries', async () => {
  const before = stack().proxy.operations().length;
  const { text } = await call('GET', '/v1/experiences/big/variables.csv');
  const rows = parse(text, { bom: true, columns: true }) as { [column: string]: string }[];
  const places = rows.map((row) => `${row['instance_id']} ${row['name']}`);
  expect(places).toEqual(
    variables('big', 1_500)
      .map(({ instance_id, name }) => `${instance_id} ${name}`)
      .toSorted(),
  );
  const sent = stack().proxy.operations().slice(before);
  expect(sent.filter(({ method }) => method === 'RunQuery')).toHaveLength(3);
});

test.each([
  ['/v1/variables/export', 1_505],
  ['/v1/experiences/big/export', 1_500],
])('%s returns an encrypted archive of %i rows', async (path, count) => {
  const response = await app.request(path, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ password }),
  });
  expect(response.headers.get('mayfly-export-rows')).toBe(String(count));
  const { content } = openAe2(Buffer.from(await response.arrayBuffer()), password);
  expect(parse(content, { bom: true, columns: true })).toHaveLength(count);
});

test('the archive of an experience contains its files, which cost only one more aggregation and one more query', async () => {
  const before = stack().proxy.operations().length;
  const response = await app.request('/v1/experiences/small/export', {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ password }),
  });
  const bytes = new Uint8ArrayReader(new Uint8Array(await response.arrayBuffer()));
  const entries = await new ZipReader(bytes, { useWebWorkers: false }).getEntries();
  expect(entries.map(({ filename }) => filename)).toEqual([
    'variables.csv',
    expect.stringMatching(/^files\/[A-Za-z0-9_]+-[0-9a-f]{32}\b/),
    'files.csv',
  ]);
  const sent = stack().proxy.operations().slice(before);
  const countOf = (wanted: string) => sent.filter(({ method }) => method === wanted).length;
  // One aggregation counts the rows, and one adds up the bytes of the files.
  expect([countOf('RunAggregationQuery'), countOf('RunQuery')]).toEqual([2, 2]);
});

test.each([
  ['chat', '/v1/chat-messages'],
  ['loyalty', '/v1/loyalty-redemptions'],
  ['manager-log', '/v1/manager-log'],
] as const)('%s exports an archive of its category', async (service, path) => {
  const other = createInstance(stack(), clock).appOf(service);
  const response = await other.request(`${path}/export`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ password }),
  });
  const { name, content } = openAe2(Buffer.from(await response.arrayBuffer()), password);
  expect(name).toBe(`${path.slice('/v1/'.length)}.csv`);
  expect(content.toString('utf8')).toMatch(/^\uFEFFid,created_at,expires_at,/);
});
