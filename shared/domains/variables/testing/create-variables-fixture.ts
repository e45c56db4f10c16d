import type { Context } from '#shared/records/context.ts';
import { storedFileOf } from '#shared/records/files/stored-file.ts';
import type { TestFixture } from '#shared/records/testing/create-test-context.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import type { Upload } from '../stage-upload.ts';
import { storeFile } from '../store-file.ts';

export const place = { experience_id: 'exp-1', instance_id: 'conv-1', name: 'photo' };

/** Bytes that depend on their position, so a test notices a chunk in the wrong place. */
export function contentOf(bytes: number, seed = 1): Buffer {
  const content = Buffer.alloc(bytes);
  for (let at = 0; at + 4 <= bytes; at += 4)
    content.writeUInt32LE((at * 2_654_435_761 + seed) >>> 0, at);
  return content;
}

/** Content in pieces, as a network delivers it. The pieces do not match the chunks. */
export async function* inPieces(content: Uint8Array, pieceBytes = 60_000) {
  for (let at = 0; at < content.length; at += pieceBytes)
    yield content.subarray(at, at + pieceBytes);
}

export function uploadOf(content: Uint8Array, upload: Partial<Upload> = {}): Upload {
  return {
    fields: place,
    fileName: 'Foto Jürgen.png',
    fileType: 'image/png',
    content: inPieces(content),
    ...upload,
  };
}

/** Stores a file as one request does. */
export function putFile(ctx: Context, content: Uint8Array, upload: Partial<Upload> = {}) {
  return storeFile(ctx, { receive: (stage) => stage(uploadOf(content, upload)) });
}

export async function readAll(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of content) parts.push(part);
  return Buffer.concat(parts);
}

/** Returns every stored chunk of a tenant, even chunks that are not live. */
export function storedChunks({ store }: TestFixture, tenant = 'acme'): Promise<StoredDocument[]> {
  return store.query({ collection: 'file_chunks', tenant, where: [], orderBy: [], limit: 10_000 });
}

/** The stored document of a variable, and the file that belongs to it. */
export async function storedVariable({ store }: TestFixture, id: string) {
  const document = await store.get({ tenant: 'acme', collection: 'variables', id });
  if (document === undefined) throw new Error('the variable does not exist');
  return { document, file: storedFileOf(document) };
}
