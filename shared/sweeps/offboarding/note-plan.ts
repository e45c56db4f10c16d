import { type RetryDeps, retryOnConflict } from '#shared/store/retry.ts';
import type { DocumentData, Store, StoredDocument } from '#shared/store/store.ts';
import { isPending } from '#shared/subjects/erasure.ts';
import { ErasureEnded } from '#shared/subjects/erasure-progress.ts';

/**
 * Writes a note into the document of a pending erasure, for example which documents will be
 * destroyed in another database. No commit covers two databases, so such a note is written before
 * the documents are destroyed. If the run is killed after the note, the next run finds the note and
 * does not count a document twice.
 * @throws ErasureEnded
 */
export async function notePlan(
  deps: RetryDeps & { readonly store: Store },
  { ref }: StoredDocument,
  plan: (erasure: StoredDocument) => DocumentData | undefined | Promise<DocumentData | undefined>,
): Promise<void> {
  await retryOnConflict(deps, async () => {
    const found = await deps.store.get(ref);
    if (found === undefined || !isPending(found)) throw new ErasureEnded('the erasure has ended');
    const data = await plan(found);
    if (data === undefined) return;
    await deps.store.commit([{ kind: 'update', ref, data, version: found.version }]);
  });
}
