import type { DocumentRef, StoredDocument } from '#shared/store/store.ts';
import { fileChunks } from './collections.ts';

/** Which chunks hold the content of a record's file. An id is random; another content is another file. */
export type StoredFile = { readonly id: string; readonly chunks: number };

/** The file that a stored record names, if any. */
export function storedFileOf({ data }: Pick<StoredDocument, 'data'>): StoredFile | undefined {
  const [id, chunks] = [data['file_id'], data['file_chunks']];
  if (id === undefined) return undefined;
  return { id: id as string, chunks: chunks as number };
}

/** Where a chunk of a file lies. */
export function chunkRef(tenant: string, fileId: string, index: number): DocumentRef {
  return { tenant, collection: fileChunks.id, id: `${fileId}.${index}` };
}

/** Where the chunks of a file lie, in order: known from its record, without a query. */
export function chunkRefsOf(tenant: string, { id, chunks }: StoredFile): DocumentRef[] {
  return Array.from({ length: chunks }, (_, index) => chunkRef(tenant, id, index));
}
