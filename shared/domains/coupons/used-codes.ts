import type { DocumentRef, StoredDocument, Write } from '#shared/store/store.ts';
import { noteUnloaded } from './pool.ts';

/** True if a code was given out or redeemed. */
export function isUsed({ data }: StoredDocument): boolean {
  return data['state'] === 'used';
}

/**
 * Returns the write that marks a code as used and removes the encrypted code. The commit fails if
 * another process has changed the code.
 */
export function usageWrite({ ref, data, version }: StoredDocument): Write {
  return { kind: 'replace', ref, data: { pool_id: data['pool_id'], state: 'used' }, version };
}

/**
 * Returns the writes that mark a code as used. The caller is an import of a used code, or a
 * restore: a restored backup may put used codes back in stock. An unknown code gets a mark too, so
 * that nobody can load it as a new code. In this case a further write notes in the pool that some
 * of its used codes were never loaded.
 */
export function repeatUse(
  ref: DocumentRef,
  found: StoredDocument | undefined,
  pool: { readonly id: string; readonly document: StoredDocument | undefined },
): Write[] {
  if (found === undefined)
    return [
      { kind: 'create', ref, data: { pool_id: pool.id, state: 'used' } },
      ...noteUnloaded(pool.document),
    ];
  return isUsed(found) ? [] : [usageWrite(found)];
}
