import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js';
import { parse as parseCsv } from 'csv-parse/sync';
import { beforeEach, describe, expect, test } from 'vitest';
import { microsPerDay } from '#shared/base/time/instant.ts';
import {
  contentOf,
  place,
  putFile,
  storedVariable,
} from '#shared/domains/variables/testing/create-variables-fixture.ts';
import type { App } from '#shared/http/create-app.ts';
import { openAe2 } from '#shared/http/testing/open-ae2.ts';
import { chunkRef } from '#shared/records/files/chunk-place.ts';
import { chunkBytesMax } from '#shared/records/files/split-into-chunks.ts';
import {
  createTestFixture,
  type TestFixture,
} from '#shared/records/testing/create-test-context.ts';
import { createApiService } from '#shared/wiring/api-service.ts';
import { testConfig } from '#shared/wiring/testing/test-config.ts';
import { createVariablesApp } from './app.ts';

const password = 'Grosse Blumen! 2026';
let fixture: TestFixture;
let scopes: readonly string[];
let app: App;
let logged: string;

beforeEach(async () => {
  fixture = createTestFixture();
  scopes = ['variables:export'];
  logged = '';
  const caller = fixture.contextOf('acme');
  const platform = {
    ...fixture.platform,
    config: testConfig({ LOG_LEVEL: 'trace' }),
    logTo: { write: (line: string) => void (logged += line) },
  };
  app = createVariablesApp({
    ...createApiService(platform, 'variables'),
    authenticate: {
      caller: async () => ({ caller: { ...caller, scopes: new Set(scopes) } }),
      person: () => Promise.reject(new Error('in these tests no person sends requests')),
    },
  });
});

const send = (method: string, path: string, body?: unknown) =>
  app.request(path, {
    method,
    ...(body !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  });

async function store(values: readonly object[]): Promise<void> {
  scopes = ['variables:write'];
  const body = values.map((value) => ({ ...place, ...value }));
  expect((await send('POST', '/v1/variables', body)).status).toBe(201);
  scopes = ['variables:export'];
}

const rowsOf = (csv: string) =>
  parseCsv(csv, { columns: true, bom: true }) as { [column: string]: string }[];

describe('the CSV of an experience', () => {
  test('has one row for each variable, sorted by instance, and no rows of other experiences', async () => {
    await store([
      { instance_id: 'run-2', name: 'b', value: { ort: 'Köln' } },
      { instance_id: 'run-1', name: 'b', value: 7 },
      { instance_id: 'run-2', name: 'a', value: '=1+1', scope: 'global' },
      { experience_id: 'exp-2', name: 'c', value: 'not here' },
    ]);
    await putFile(fixture.contextOf('acme'), contentOf(5), {
      fields: { ...place, instance_id: 'run-3' },
    });
    const response = await send('GET', '/v1/experiences/exp-1/variables.csv');
    expect(response.headers.get('content-disposition')).toBe(
      'attachment; filename="variables.csv"',
    );
    const rows = rowsOf(await response.text());
    expect(rows.map((row) => [row['instance_id'], row['name'], row['value']])).toEqual([
      ['run-1', 'b', '7'],
      ['run-2', 'a', "'=1+1"],
      ['run-2', 'b', '{"ort":"Köln"}'],
      ['run-3', 'photo', ''],
    ]);
    expect(rows[3]).toMatchObject({ file_name: 'Foto Jürgen.png', file_bytes: '5' });
  });

  test('leaves out expired variables, and has no rows if there are no variables', async () => {
    await store([{ value: 1 }]);
    fixture.clock.now += 60 * microsPerDay;
    for (const id of ['exp-1', 'exp-9']) {
      const response = await send('GET', `/v1/experiences/${id}/variables.csv`);
      expect(rowsOf(await response.text())).toEqual([]);
    }
  });

  test('is complete over many pages, with small and with large records', async () => {
    const values = Array.from({ length: 300 }, (_, at) => ({ name: `n${at}`, value: at }));
    await store(values);
    const large = Array.from({ length: 30 }, (_, at) => ({
      name: `large${at}`,
      value: 'x'.repeat(60_000),
    }));
    await store(large);
    const response = await send('GET', '/v1/experiences/exp-1/variables.csv');
    const names = rowsOf(await response.text()).map((row) => row['name']);
    expect(names).toEqual([...values, ...large].map(({ name }) => name).toSorted());
  });
});

const paths = ['/v1/variables/export', '/v1/experiences/exp-1/export'];

describe.each(paths)('POST %s', (path) => {
  test('returns an archive that is encrypted with the password, and states the number of rows', async () => {
    await store([{ value: 'Grüße' }, { name: 'other', value: 2 }]);
    const response = await send('POST', path, { password });
    expect(response.status).toBe(200);
    expect(response.headers.get('mayfly-export-rows')).toBe('2');
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    const { content } = openAe2(Buffer.from(await response.arrayBuffer()), password);
    const rows = rowsOf(content.toString('utf8'));
    expect(new Map(rows.map(({ name, value }) => [name, value]))).toEqual(
      new Map([
        ['photo', 'Grüße'],
        ['other', '2'],
      ]),
    );
  });

  test.each([
    'short',
    'x'.repeat(15),
    'x'.repeat(129),
    'müllers-blumen',
    'tab\tin the middle',
    12_345_678_901_234,
    null,
  ])('refuses the password %o, and neither the answer nor the log contains it', async (refused) => {
    const response = await send('POST', path, { password: refused });
    const text = await response.text();
    expect(response.status).toBe(422);
    expect(text).toContain('/password');
    if (refused !== null) expect(text + logged).not.toContain(String(refused));
  });

  test('accepts the shortest and the longest allowed password', async () => {
    for (const length of [16, 128])
      expect((await send('POST', path, { password: 'x'.repeat(length) })).status).toBe(200);
  });

  test('needs the right to export, and does not log the password', async () => {
    await store([{ value: 1 }]);
    await (await send('POST', path, { password })).arrayBuffer();
    scopes = ['variables:read', 'variables:write', 'variables:delete'];
    const response = await send('POST', path, { password });
    expect([response.status, await response.text()]).toEqual([
      403,
      expect.stringContaining('scope-missing'),
    ]);
    expect(logged).toContain(`"route":"${path.replace('exp-1', ':id')}"`);
    expect(logged).not.toContain(password);
  });

  test('counts the rows with one query, and reads them with another', async () => {
    await store([{ value: 1 }]);
    fixture.takeCalls();
    await (await send('POST', path, {})).arrayBuffer();
    expect(fixture.takeCalls()).toMatchObject({ count: 1, query: 1 });
  });
});

describe('the archive of an experience', () => {
  const contents = [contentOf(40_000), contentOf(3 * chunkBytesMax, 2)] as const;
  let ids: readonly string[];

  beforeEach(async () => {
    await store([{ name: 'ort', value: 'Köln' }]);
    const ctx = fixture.contextOf('acme');
    const put = (content: Uint8Array, name: string, fileName: string) =>
      putFile(ctx, content, { fields: { ...place, name }, fileName });
    const stored = [
      await put(contents[0], 'photo', 'Foto Jürgen.PNG'),
      await put(contents[1], 'report', '../Bericht'),
    ];
    ids = stored.map(({ record }) => record.id);
    await putFile(ctx, contentOf(5), { fields: { ...place, experience_id: 'exp-2' } });
  });

  /** Exports the experience. @returns the content of each entry of the archive, by its path */
  async function exported() {
    const response = await send('POST', '/v1/experiences/exp-1/export', { password });
    const bytes = new Uint8ArrayReader(new Uint8Array(await response.arrayBuffer()));
    const entries = await new ZipReader(bytes, { useWebWorkers: false }).getEntries();
    const files = entries.flatMap((entry) => (entry.directory ? [] : [entry]));
    const read = files.map(async (entry) => {
      expect(entry.encrypted).toBe(true);
      const content = await entry.getData(new Uint8ArrayWriter(), { password });
      return [entry.filename, Buffer.from(content)] as const;
    });
    return { response, files: new Map(await Promise.all(read)) };
  }

  const pathsOf = () => [`files/photo-${ids[0]}.png`, `files/report-${ids[1]}`];

  test('contains the files of the experience, and a table with the path of each file, the id of its variable, and whether it is complete', async () => {
    const { response, files } = await exported();
    expect([...files.keys()]).toEqual(['variables.csv', ...pathsOf(), 'files.csv']);
    for (const [at, path] of pathsOf().entries())
      expect(files.get(path)?.equals(contents[at] ?? Buffer.alloc(0))).toBe(true);
    const rows = rowsOf(String(files.get('files.csv')));
    expect(rows).toEqual(pathsOf().map((path, at) => ({ path, id: ids[at], complete: 'true' })));
    expect(response.headers.get('mayfly-export-rows')).toBe('3');
    const bytes = contents[0].length + contents[1].length;
    expect(Number(response.headers.get('mayfly-export-bytes'))).toBeGreaterThan(bytes);
  });

  test('states that a file is incomplete if one of its parts is missing', async () => {
    const { file } = await storedVariable(fixture, ids[1] ?? '');
    await fixture.store.commit([{ kind: 'delete', ref: chunkRef('acme', file?.id ?? '', 1) }]);
    const { files } = await exported();
    const left = contents[1].subarray(0, chunkBytesMax);
    expect(files.get(pathsOf()[1] ?? '')?.equals(left)).toBe(true);
    const complete = rowsOf(String(files.get('files.csv'))).map((row) => row['complete']);
    expect(complete).toEqual(['true', 'false']);
  });
});

test('listing experiences accepts a limit of at most 50, and refuses the parameter `after`', async () => {
  scopes = ['variables:read'];
  expect((await send('GET', '/v1/experiences?limit=51')).status).toBe(400);
  expect((await send('GET', '/v1/experiences?after=x')).status).toBe(400);
  expect(await (await send('GET', '/v1/experiences?limit=50')).json()).toEqual({
    items: [],
    next_cursor: null,
  });
});
