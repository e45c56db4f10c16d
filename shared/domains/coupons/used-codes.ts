import type { DocumentRef, StoredDocument, Write } from '#shared/store/store.ts';
import { noteUnloaded } from './pool.ts';

/** True if a code was given out or redeemed. */
export function isUsed({ data }: StoredDocument): boolean {
  return data['state'] === 'used';
}

/**
 * The write that marks a code as used and removes its content. The commit fails if another process
 * has changed the code.
 */
export function usageWrite({ ref, data, version }: StoredDocument): Write {
  return { kind: 'replace', ref, data: { pool_id: data['pool_id'], state: 'used' }, version };
}

/**
 * The writes that mark a code as used. An import contains the used code, or a restored backup has
 * put the code back in stock. An unknown code gets a mark too, so that it cannot be loaded as a new
 * code. Then the pool also stores that it has used codes that were never loaded.
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
