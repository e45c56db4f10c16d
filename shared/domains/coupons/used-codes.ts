import type { DocumentRef, StoredDocument, Write } from '#shared/store/store.ts';
import { noteUnloaded } from './pool.ts';

export function isUsed({ data }: StoredDocument): boolean {
  return data['state'] === 'used';
}

/**
 * The write that uses a code, so that only its mark remains. Fails when another process was faster.
 */
export function usageWrite({ ref, data, version }: StoredDocument): Write {
  return { kind: 'replace', ref, data: { pool_id: data['pool_id'], state: 'used' }, version };
}

/**
 * The writes that make a code used, also in a restored backup. If the backup does not know the code
 * yet, it is marked, so that a later load does not make it usable. Its pool then notes that it has
 * such codes.
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
