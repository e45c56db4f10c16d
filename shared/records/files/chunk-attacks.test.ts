import { beforeEach, expect, test } from 'vitest';
import { openFile } from '#shared/domains/variables/open-file.ts';
import {
  contentOf,
  place,
  putFile,
  readAll,
  storedVariable,
} from '#shared/domains/variables/testing/create-variables-fixture.ts';
import type { DocumentData, StoredDocument } from '#shared/store/store.ts';
import { DecryptionError } from '#shared/vault/decryption-error.ts';
import type { Context } from '../context.ts';
import { createTestFixture, type TestFixture } from '../testing/create-test-context.ts';
import { chunkRef } from './chunk-place.ts';
import { chunkBytesMax } from './split-into-chunks.ts';

let fixture: TestFixture;
let ctx: Context;
let mine: string;
let other: string;
const content = contentOf(3 * chunkBytesMax);

beforeEach(async () => {
  fixture = createTestFixture();
  ctx = fixture.contextOf('acme');
  mine = (await putFile(ctx, content)).record.id;
  const fields = { ...place, name: 'other' };
  other = (await putFile(ctx, contentOf(3 * chunkBytesMax, 2), { fields })).record.id;
});

const read = async () => readAll((await openFile(ctx, { id: mine })).content);

/**
 * Overwrites fields of a document. An attacker who can write to the database, but has no key, could
 * do this.
 */
const overwrite = (document: StoredDocument, data: DocumentData) =>
  fixture.store.commit([{ kind: 'put', ref: document.ref, data: { ...document.data, ...data } }]);

async function chunkOf(id: string, index: number): Promise<StoredDocument> {
  const { file } = await storedVariable(fixture, id);
  const chunk = await fixture.store.get(chunkRef('acme', file?.id ?? '', index));
  if (chunk === undefined) throw new Error('the chunk is not there');
  return chunk;
}

test('an unchanged file can be read', async () => {
  expect((await read()).equals(content)).toBe(true);
});

test('a truncated file ends with an error', async () => {
  const { document } = await storedVariable(fixture, mine);
  await overwrite(document, { file_chunks: 2, file_bytes: 2 * chunkBytesMax });
  await expect(read()).rejects.toBeInstanceOf(DecryptionError);
});

test('a file that is truncated to its first chunk gives an error, and no content', async () => {
  const { document } = await storedVariable(fixture, mine);
  await overwrite(document, { file_chunks: 1, file_bytes: chunkBytesMax });
  await expect(openFile(ctx, { id: mine })).rejects.toBeInstanceOf(DecryptionError);
});

test('a file cannot be extended after its last chunk', async () => {
  const { document, file } = await storedVariable(fixture, mine);
  const last = await chunkOf(mine, 2);
  const ref = chunkRef('acme', file?.id ?? '', 3);
  await fixture.store.commit([{ kind: 'create', ref, data: last.data }]);
  await overwrite(document, { file_chunks: 4 });
  await expect(read()).rejects.toBeInstanceOf(DecryptionError);
});

test('exchanged chunks cannot be decrypted', async () => {
  const [first, second] = [await chunkOf(mine, 0), await chunkOf(mine, 1)];
  await overwrite(first, second.data);
  await overwrite(second, first.data);
  await expect(read()).rejects.toBeInstanceOf(DecryptionError);
});

test('a file’s chunk that was replaced by a chunk of another file cannot be decrypted', async () => {
  await overwrite(await chunkOf(mine, 1), (await chunkOf(other, 1)).data);
  await expect(read()).rejects.toBeInstanceOf(DecryptionError);
});

test('the file of another record cannot be decrypted, even if somebody changes a record so that it points to this file', async () => {
  const { document } = await storedVariable(fixture, mine);
  const { file } = await storedVariable(fixture, other);
  await overwrite(document, { file_id: file?.id });
  await expect(read()).rejects.toBeInstanceOf(DecryptionError);
});

test('if a byte was changed, or a chunk is missing, reading the file ends with an error', async () => {
  const chunk = await chunkOf(mine, 2);
  const sealed = Buffer.from(chunk.data['chunk_aes'] as Uint8Array);
  sealed.writeUInt8(sealed.readUInt8(1_000) ^ 1, 1_000);
  await overwrite(chunk, { chunk_aes: new Uint8Array(sealed) });
  await expect(read()).rejects.toBeInstanceOf(DecryptionError);
  await fixture.store.commit([{ kind: 'delete', ref: chunk.ref }]);
  await expect(read()).rejects.toMatchObject({ code: 'record-not-found' });
});

test('a wrong length ends the file with an error', async () => {
  const { document } = await storedVariable(fixture, mine);
  await overwrite(document, { file_bytes: content.length - 1 });
  await expect(read()).rejects.toThrow('does not have the length');
});

test('if a file is replaced while it is read, the read ends with an error, and returns no byte of the new file', async () => {
  const opened = await openFile(ctx, { id: mine });
  const chunks = opened.content[Symbol.asyncIterator]();
  const parts = [(await chunks.next()).value];
  await putFile(ctx, contentOf(3 * chunkBytesMax, 7));
  const rest = async () => {
    for (let next = await chunks.next(); !next.done; next = await chunks.next())
      parts.push(next.value);
  };
  await expect(rest()).rejects.toMatchObject({ code: 'record-not-found' });
  const received = Buffer.concat(parts.map((part) => part ?? new Uint8Array()));
  expect(content.subarray(0, received.length).equals(received)).toBe(true);
});

test('chunks contain the id of their data key, so the key is kept as long as the chunks', async () => {
  const { document } = await storedVariable(fixture, mine);
  expect((await chunkOf(mine, 0)).data['dek']).toBe(document.data['dek']);
});
