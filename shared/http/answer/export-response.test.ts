import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js';
import { expect, test } from 'vitest';
import type { Row } from '#shared/records/export-records.ts';
import { openAe2 } from '../testing/open-ae2.ts';
import { csvResponse } from './csv-response.ts';
import { exportResponse } from './export-response.ts';
import { createZipStream } from './zip-stream.ts';

const ignore = () => undefined;
const at = Date.UTC(2026, 0, 15, 12) * 1_000;
const columns = ['id', 'text'];
const password = 'Grosse Blumen! 2026';

async function* rowsOf(count: number): AsyncGenerator<Row> {
  for (let id = 0; id < count; id += 1) yield { id, text: `Grüße, «${id}» von Jürgen = ${id * 7}` };
}

function answer(count: number, options: { password?: string; rows?: AsyncIterable<Row> } = {}) {
  const rows = options.rows ?? rowsOf(count);
  const file = { name: 'customers', columns, rows, count, at, password: options.password };
  return exportResponse(file, ignore);
}

const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());
const csvOf = (count: number) => bytesOf(csvResponse('x', columns, rowsOf(count), ignore));

test.each([0, 1, 5_000])(
  'an encrypted export of %i rows can be decrypted by a program that follows the published format, and contains the same CSV as an answer without encryption',
  async (count) => {
    const response = await answer(count, { password });
    expect(response.headers.get('content-type')).toBe('application/zip');
    expect(response.headers.get('content-disposition')).toBe(
      'attachment; filename="customers.zip"',
    );
    const zip = await bytesOf(response);
    const { name, content } = openAe2(zip, password);
    expect(name).toBe('customers.csv');
    expect(content.equals(await csvOf(count))).toBe(true);
    expect(() => openAe2(zip, `${password}?`)).toThrow('wrong password');
    const changed = Buffer.from(zip);
    // The changed byte is in the ciphertext, after the header (30 bytes), name (13), extra field
    // (11), salt (16) and verifier (2).
    changed.writeUInt8(changed.readUInt8(75) ^ 1, 75);
    expect(() => openAe2(changed, password)).toThrow('a byte was changed');
  },
);

test('the ZIP library also opens an encrypted export, but only with the password', async () => {
  const zip = await bytesOf(await answer(100, { password }));
  const reader = new ZipReader(new Uint8ArrayReader(zip), { useWebWorkers: false });
  const [entry] = await reader.getEntries();
  if (entry === undefined || entry.directory) throw new Error('no file');
  expect(entry.encrypted).toBe(true);
  const content = await entry.getData(new Uint8ArrayWriter(), { password });
  expect(Buffer.from(content).equals(await csvOf(100))).toBe(true);
  await expect(entry.getData(new Uint8ArrayWriter())).rejects.toThrow();
});

test('an encrypted export contains no row in clear', async () => {
  const zip = await bytesOf(await answer(50, { password }));
  // An archive without encryption contains the same compressed bytes in clear.
  const compressed = (await bytesOf(await answer(50))).subarray(100, 200);
  expect(compressed).toHaveLength(100);
  expect(zip.includes(compressed)).toBe(false);
  expect(zip.includes(password)).toBe(false);
});

/** The content of an archive, as another tool extracts it. */
async function unzip(zip: Buffer): Promise<Buffer> {
  const folder = await mkdtemp(`${tmpdir()}/export-`);
  try {
    await writeFile(`${folder}/x.zip`, zip);
    const options = { encoding: 'buffer', maxBuffer: 10_000_000 } as const;
    return (await promisify(execFile)('unzip', ['-p', `${folder}/x.zip`], options)).stdout;
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('without a password the export is an archive that another ZIP tool can open', async () => {
  const zip = await bytesOf(await answer(3_000));
  expect((await unzip(zip)).equals(await csvOf(3_000))).toBe(true);
});

test('an archive contains the CSV in the requested form', async () => {
  const csv = { format: 'raw', separator: 'semicolon' } as const;
  const rows = async function* () {
    yield { id: '=1', text: 'a;b' };
  };
  const file = { name: 'x', columns, rows: rows(), count: 1, at, password: undefined, csv };
  const zip = await bytesOf(await exportResponse(file, ignore));
  expect((await unzip(zip)).toString()).toBe('id;text\r\n=1;"a;b"\r\n');
});

test('an archive that may be larger than 4 GiB can be opened too', async () => {
  const entry = { name: 'x.csv', at: new Date(), content: Readable.from([await csvOf(3_000)]) };
  const zip = await buffer(await createZipStream([entry], { password: undefined, isLarge: true }));
  expect((await unzip(zip)).equals(await csvOf(3_000))).toBe(true);
});

test.each([0, 10, 200, 20_000])(
  'the headers of an export of %i rows contain the number of rows and the approximate size',
  async (count) => {
    const response = await answer(count, { password });
    expect(response.headers.get('mayfly-export-rows')).toBe(String(count));
    const announced = Number(response.headers.get('mayfly-export-bytes'));
    const { length } = await bytesOf(response);
    expect(announced / length).toBeGreaterThan(0.6);
    expect(announced / length).toBeLessThan(1.7);
  },
);

test('rows are read only as fast as the receiver reads the archive', async () => {
  let given = 0;
  const countedRows = async function* () {
    for await (const row of rowsOf(200_000)) {
      given += 1;
      yield row;
    }
  };
  const response = await answer(200_000, { password, rows: countedRows() });
  const reader = response.body?.getReader();
  await reader?.read();
  await new Promise((resolve) => setTimeout(resolve, 200));
  // About thirty thousand rows fill the buffers of the archive.
  expect(given).toBeLessThan(100_000);
  await reader?.cancel();
  const stopped = given;
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(given - stopped).toBeLessThan(2_000);
});

test('if an error happens in the middle of an archive, the error is reported, and the archive ends without the error’s text', async () => {
  const reported: unknown[] = [];
  const failure = new Error('Jürgen Müller cannot be read');
  const failing = async function* () {
    yield* rowsOf(3_000);
    throw failure;
  };
  const file = { name: 'x', columns, rows: failing(), count: 3_000, at, password };
  const response = await exportResponse(file, (error) => reported.push(error));
  await expect(response.arrayBuffer()).rejects.toThrow(/^the export ended early$/);
  expect(reported).toEqual([failure]);
});

test('if an error happens before the first rows, the answer does not begin', async () => {
  const failing: AsyncIterable<Row> = {
    [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('unavailable')) }),
  };
  await expect(answer(5, { rows: failing })).rejects.toThrow('unavailable');
});

/**
 * Yields rows without end. Their values are random, so compression makes them only a little
 * smaller.
 */
async function* endlessRows(): AsyncGenerator<Row> {
  for (let id = 0; ; id += 1) yield { id, text: randomBytes(30_000).toString('base64') };
}

test('archives that nobody reads do not delay another archive', async () => {
  const unread = await Promise.all(
    Array.from({ length: 20 }, () => answer(1, { password, rows: endlessRows() })),
  );
  const { content } = openAe2(await bytesOf(await answer(3, { password })), password);
  expect(content.equals(await csvOf(3))).toBe(true);
  await Promise.all(unread.map(async ({ body }) => body?.cancel()));
});
