import type { DocumentRef, StoredDocument, Write } from '#shared/store/store.ts';

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
 * The writes that keep a code used, whatever a restored backup contains. An unknown code is marked
 * too, so that loading it does not make it usable again.
 */
export function repeatUse(
  ref: DocumentRef,
  poolId: string,
  found: StoredDocument | undefined,
): Write[] {
  if (found === undefined)
    return [{ kind: 'create', ref, data: { pool_id: poolId, state: 'used' } }];
  return isUsed(found) ? [] : [usageWrite(found)];
}
