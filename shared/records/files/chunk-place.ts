import type { Category } from '#shared/categories/define-category.ts';
import type { DocumentRef } from '#shared/store/store.ts';
import type { Place } from '#shared/vault/aad.ts';
import { fileChunks } from './collections.ts';
import type { StoredFile } from './stored-file.ts';

/** The record whose file a chunk is part of. */
export type FileOwner = {
  readonly tenant: string;
  readonly category: Category;
  readonly recordId: string;
};

/** Where a chunk of a file lies. */
export function chunkRef(tenant: string, fileId: string, index: number): DocumentRef {
  return { tenant, collection: fileChunks.id, id: `${fileId}.${index}` };
}

/** Where the chunks of a file lie, in order: known from its record, without a query. */
export function chunkRefsOf(tenant: string, { id, chunks }: StoredFile): DocumentRef[] {
  return Array.from({ length: chunks }, (_, index) => chunkRef(tenant, id, index));
}

/**
 * The place of a chunk, bound into its ciphertext: a chunk opens only for its record, in its file, at its index,
 * and only the last opens as the last. So content cannot be cut short, reordered, or taken for another's.
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
