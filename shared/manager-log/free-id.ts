import type { DocumentRef, ReadStore, StoredDocument } from '#shared/store/store.ts';

/**
 * The free place for a document whose id can be predicted: its id, or the id with `.1`, `.2` …
 * after it. Every function may create documents in the log's database, so a forgery may be in the
 * place. It stays there for the verification, and blocks no write. If two callers ask at the same
 * time, one finds the other's document.
 * @returns undefined when the genuine document exists already
 */
export async function findFreeId(
  store: Pick<ReadStore, 'get'>,
  ref: DocumentRef,
  isGenuine: (found: StoredDocument) => Promise<boolean>,
): Promise<DocumentRef | undefined> {
  let free = ref;
  for (let decoys = 1; ; decoys += 1) {
    const found = await store.get(free);
    if (found === undefined) return free;
    if (await isGenuine(found)) return undefined;
    free = { ...ref, id: `${ref.id}.${decoys}` };
  }
}
