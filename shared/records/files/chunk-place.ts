import type { Category } from '#shared/categories/define-category.ts';
import type { DocumentRef } from '#shared/store/store.ts';
import type { Place } from '#shared/vault/aad.ts';
import { fileChunks } from './collections.ts';
import type { StoredFile } from './stored-file.ts';

/** The record whose file contains a chunk. */
export type FileOwner = {
  readonly tenant: string;
  readonly category: Category;
  readonly recordId: string;
};

/** The reference of a file's chunk. */
export function chunkRef(tenant: string, fileId: string, index: number): DocumentRef {
  return { tenant, collection: fileChunks.id, id: `${fileId}.${index}` };
}

/**
 * The references of a file's chunks, in order. They can be computed from the file's record, without
 * a query.
 */
export function chunkRefsOf(tenant: string, { id, chunks }: StoredFile): DocumentRef[] {
  return Array.from({ length: chunks }, (_, index) => chunkRef(tenant, id, index));
}

/**
 * What the encryption of a chunk authenticates. A chunk can be decrypted only for its record, for
 * its file, and at its index. Only the last chunk can be decrypted as the last one. So decryption
 * fails if somebody has shortened, reordered or replaced content.
 */
export function chunkPlace(
  owner: FileOwner,
  fileId: string,
  index: number,
  isLast: boolean,
): Place {
  const { tenant, category, recordId } = owner;
  const field = `file:${fileId}:${index}:${isLast ? 'last' : 'more'}`;
  return { tenant, category: category.id, recordId, field };
}
