import type { Category } from '#shared/categories/define-category.ts';
import type { Place } from '#shared/vault/aad.ts';

/** The record whose file a chunk is part of. */
export type FileOwner = {
  readonly tenant: string;
  readonly category: Category;
  readonly recordId: string;
};

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
