import type { DocumentRef, ReadStore, StoredDocument } from '#shared/store/store.ts';

/**
 * Finds a free id for a document whose id can be predicted: the id itself, or the id followed by
 * `.1`, `.2` and so on. Many functions may create documents in the databases of the log and of the
 * receipts, so a forged document may already have this id. Then the genuine document gets the next
 * id. The forged document is not removed, so that the verification can report it. If two callers
 * search at the same time, only one of them creates the document. The other caller finds that
 * document, or its commit fails.
 * @returns undefined if the genuine document already exists
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
