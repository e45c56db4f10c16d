import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { archiveResponse } from '#shared/http/answer/archive-response.ts';
import { createZipStream } from '#shared/http/answer/zip-stream.ts';
import type { ArchiveEntry } from '#shared/records/archive-entry.ts';
import { verifyArchive } from '#shared/subjects/archive/signature/verify-archive.ts';
import { jwkOf } from '#shared/vault/jwk.ts';
import { createFakeSigner } from '#shared/vault/testing/create-fake-signer.ts';
import { readArchive } from './read-archive.ts';
import { renderVerified } from './render-verified.ts';

const signer = createFakeSigner();
const keys = [jwkOf(signer.keyId, signer.publicKey)];
const password = 'Grosse Blumen! 2026';
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'archives-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function* pieces(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text, 'utf8');
}

async function* rows() {
  yield { id: '1', text: 'Grüße' };
}

async function* entries(): AsyncGenerator<ArchiveEntry> {
  yield { name: 'data.json', content: pieces('{"a":', '1}') };
  yield { name: 'csv/customers.csv', columns: ['id', 'text'], rows: rows() };
}

async function make(secret?: string): Promise<string> {
  const about = {
    tenant: 'acme',
    kind: 'period',
    asked_by: ['period'],
    category: 'chat_messages',
    created_after: '2026-11-01T00:00:00.000Z',
    created_before: null,
  };
  const archive = { id: 'a1.m1', about, name: 'x', madeAt: 0, records: 1, bytes: 9 };
  const csv = { format: 'spreadsheet', separator: 'comma' } as const;
  const requested = { archive: { ...archive, entries: entries() }, password: secret, csv };
  const response = await archiveResponse(requested, signer, (error) => {
    throw error;
  });
  const path = join(folder, `${secret === undefined ? 'plain' : 'encrypted'}.zip`);
  writeFileSync(path, Buffer.from(await response.arrayBuffer()));
  return path;
}

test.each([undefined, password])(
  'an unchanged archive is valid, with the password %s',
  async (secret) => {
    const { signature, files } = await readArchive(await make(secret), secret);
    const verified = await verifyArchive(signature, files, keys);
    expect(verified.faults).toEqual([]);
    expect(renderVerified(verified)).toEqual([
      'Archive a1.m1 of acme, made 1970-01-01T00:00:00.000Z, signed with receipts/1.',
      'period, 1 records, 2 files; selected by chat_messages, created from 2026-11-01T00:00:00.000Z until the archive was made.',
      'All is in order: complete and unchanged.',
    ]);
  },
);

test('if an archive was packed again with a changed CSV file, it is rejected', async () => {
  const { signature = '' } = await readArchive(await make(), undefined);
  const at = new Date(0);
  const entry = (name: string, text: string) => ({
    name,
    at,
    content: Readable.from([Buffer.from(text, 'utf8')], { objectMode: false }),
  });
  const changed = [
    entry('data.json', '{"a":1}'),
    entry('csv/customers.csv', 'id,text\r\n1,Gruss\r\n'),
    entry('signature.jws', signature),
  ];
  const path = join(folder, 'changed.zip');
  const zip = await createZipStream(changed, { password: undefined, isLarge: false });
  writeFileSync(path, await buffer(zip));
  const read = await readArchive(path, undefined);
  const verified = await verifyArchive(read.signature, read.files, keys);
  expect(renderVerified(verified).slice(2)).toEqual([
    '! csv/customers.csv was changed.',
    'Not in order.',
  ]);
});

test('an encrypted archive cannot be read without its password', async () => {
  await expect(readArchive(await make(password), undefined)).rejects.toThrow();
});
