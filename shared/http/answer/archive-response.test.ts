import { createHash } from 'node:crypto';
import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js';
import { expect, test } from 'vitest';
import { Problem } from '#shared/base/problems/problem.ts';
import type { ArchiveEntry } from '#shared/records/archive-entry.ts';
import { verifyArchive } from '#shared/subjects/archive/signature/verify-archive.ts';
import { jwkOf } from '#shared/vault/jwk.ts';
import { createFakeSigner } from '#shared/vault/testing/create-fake-signer.ts';
import { archiveResponse } from './archive-response.ts';

const signer = createFakeSigner();
const password = 'Grosse Blumen! 2026';
const csv = { format: 'spreadsheet', separator: 'comma' } as const;
const encode = (text: string) => Buffer.from(text, 'utf8');

async function* pieces(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield encode(text);
}

async function* rows() {
  yield { id: '1', text: '=HYPERLINK("http://x")' };
}

async function* usual(): AsyncGenerator<ArchiveEntry> {
  yield { name: 'files/001-photo.png', content: pieces('a', 'b'.repeat(200_000)) };
  yield { name: 'data.json', content: pieces('{', '"text":"Grüße"', '}') };
  yield { name: 'csv/customers.csv', columns: ['id', 'text'], rows: rows() };
}

function answer(
  entries: AsyncIterable<ArchiveEntry>,
  more: { password?: string; raw?: true; bytes?: number } = {},
) {
  const errors: unknown[] = [];
  const bytes = more.bytes ?? 100;
  const archive = {
    id: 'a1.m1',
    about: { tenant: 'acme', kind: 'access', asked_by: ['email'] },
    name: 'access',
    madeAt: 1_770_000_000_000_000,
    records: 1,
    bytes,
    entries,
  };
  const options = more.raw ? ({ ...csv, format: 'raw' } as const) : csv;
  const requested = { archive, password: more.password, csv: options };
  return {
    errors,
    response: archiveResponse(requested, signer, (error) => void errors.push(error)),
  };
}

async function open(response: Response, secret?: string): Promise<Map<string, string>> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const reader = new ZipReader(new Uint8ArrayReader(bytes), { useWebWorkers: false });
  const files = new Map<string, string>();
  for (const entry of await reader.getEntries()) {
    if (entry.directory) throw new Error('an entry of the archive is a folder');
    const options = secret === undefined ? {} : { password: secret };
    const content = await entry.getData(new Uint8ArrayWriter(), options);
    files.set(entry.filename, Buffer.from(content).toString('utf8'));
  }
  return files;
}

test.each([{}, { password }, { bytes: 2 ** 33 }])(
  'an archive of several files can be unpacked, with the names and contents of the files: %j',
  async (more) => {
    const response = await answer(usual(), more).response;
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="access.zip"');
    expect(response.headers.get('mayfly-export-rows')).toBe('1');
    expect(response.headers.get('mayfly-archive-id')).toBe('a1.m1');
    const files = await open(response, more.password);
    const names = ['files/001-photo.png', 'data.json', 'csv/customers.csv', 'signature.jws'];
    expect([...files.keys()]).toEqual(names);
    expect(files.get('files/001-photo.png')).toHaveLength(200_001);
    expect(files.get('data.json')).toBe('{"text":"Grüße"}');
    expect(files.get('csv/customers.csv')).toContain(`"'=HYPERLINK`);
  },
);

test('the last file is signed, and lists all other files with their hashes and sizes', async () => {
  const files = await open(await answer(usual()).response);
  const signature = files.get('signature.jws');
  files.delete('signature.jws');
  const found = [...files].map(([name, text]) => {
    const sha256 = createHash('sha256').update(text, 'utf8').digest('hex');
    return { name, sha256, bytes: Buffer.byteLength(text, 'utf8') };
  });
  const keys = [jwkOf(signer.keyId, signer.publicKey)];
  const { statement, faults } = await verifyArchive(signature, found, keys);
  expect(faults).toEqual([]);
  expect(statement).toMatchObject({ tenant: 'acme', archive: 'a1.m1', records: 1, files: found });
});

test('an archive that cannot be signed ends early', async () => {
  const away = { keyId: 'receipts/1', sign: () => Promise.reject(new Error('secret value')) };
  const requested = {
    archive: {
      id: 'a1.m1',
      about: { tenant: 'acme', kind: 'access', asked_by: [] },
      name: 'access',
      madeAt: 0,
      records: 1,
      bytes: 1,
      entries: usual(),
    },
    password: undefined,
    csv,
  };
  const response = await archiveResponse(requested, away, () => undefined);
  await expect(response.arrayBuffer()).rejects.toThrow(/early/);
});

test('in the raw format, the tables of an archive contain unchanged values', async () => {
  const files = await open(await answer(usual(), { raw: true }).response);
  expect(files.get('csv/customers.csv')).toBe('id,text\r\n1,"=HYPERLINK(""http://x"")"\r\n');
});

test('an encrypted archive does not open without its password', async () => {
  const response = await answer(usual(), { password }).response;
  await expect(open(response)).rejects.toThrow();
});

test.each([
  ['a file', new Error('secret value'), 1],
  ['a table', new Error('secret value'), 1],
  ['the making of a file', new Error('secret value'), 1],
  ['a file', new Problem('scope-missing'), 0],
])(
  'if an error happens in %s, the archive ends without the error’s text, and the error is reported if it is unexpected',
  async (where, error, reported) => {
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield encode('begun');
      throw error;
    }
    async function* failingRows(): AsyncGenerator<{ id: string }> {
      yield { id: '1' };
      throw error;
    }
    async function* entries(): AsyncGenerator<ArchiveEntry> {
      yield { name: 'first', content: pieces('first') };
      if (where === 'a file') yield { name: 'second', content: failing() };
      if (where === 'a table') yield { name: 'second', columns: ['id'], rows: failingRows() };
      if (where === 'the making of a file') throw error;
    }
    const { errors, response } = answer(entries());
    const body = (await response).arrayBuffer();
    await expect(body).rejects.toThrow(/early/);
    await expect(body).rejects.not.toThrow(/secret/);
    expect(errors).toHaveLength(reported);
  },
);

test('work on an archive stops when the receiver stops reading', async () => {
  let made = 0;
  async function* endless(): AsyncGenerator<ArchiveEntry> {
    for (;;) {
      made += 1;
      yield { name: `file-${made}`, content: pieces(String(Math.random()).repeat(9_000)) };
    }
  }
  const response = await answer(endless()).response;
  const reader = response.body?.getReader();
  await reader?.read();
  await reader?.cancel();
  const then = made;
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(made).toBeLessThanOrEqual(then + 1);
});
