import type { Ledger } from '#shared/ledger/open-ledger.ts';
import { listAll } from '#shared/store/all-of.ts';
import { pathOf, type StoredDocument } from '#shared/store/store.ts';
import { isPending } from '#shared/subjects/erasure.ts';
import type { ErasureDeps } from '#shared/subjects/erasure-run.ts';
import { runErasure } from '#shared/subjects/run-erasure.ts';
import { scopeOf } from '#shared/subjects/scopes/scope-erasure.ts';
import { pendingErasures } from '#shared/sweeps/erasure/pending-erasures.ts';
import type { RepeatDeps } from './repeat-deletion.ts';
import type { Left } from './repeat-restriction.ts';

/**
 * A ledger that notes nothing, because the account of the command may not add entries. The real
 * ledger already lists the documents that were found when the erasure was accepted. A document that
 * was stored later is only in backups that also contain the pending erasure. So a restore of such a
 * backup deletes this document too.
 */
const unwritten: Ledger = {
  remember: async () => undefined,
  renew: () => undefined,
  commit: (now, _deed, writes) => now.commit(writes),
  close: (request) => request,
};

/** True if the document of a running erasure contains the facts that the erasure needs. */
function isReadable({ data }: StoredDocument): boolean {
  return ['hashes', 'aliases', 'conversations', 'counts'].every((name) =>
    Array.isArray(data[name]),
  );
}

/**
 * Completes the erasures of persons and conversations that were running when the backup was made.
 * After that, each of these erasures waits only for its receipt. If instead the erase sweep
 * continued them after the restore, it would also delete what these persons store meanwhile.
 * @param left receives the erasures whose documents are damaged. One such document must not keep
 * the database closed
 * @returns how many erasures were completed
 * @throws Problem `contention`, StoreUnavailable; then the next run of the command does the rest
 */
export async function continueErasures(
  deps: RepeatDeps & Omit<ErasureDeps, 'commit'>,
  left: Left,
): Promise<number> {
  const { store } = deps;
  const found = await listAll(store, pendingErasures(deps.now()));
  let completed = 0;
  for (const erasure of found.filter((each) => scopeOf(each) === undefined)) {
    if (!isReadable(erasure)) {
      left.damaged.add(pathOf(erasure.ref));
      continue;
    }
    const running = { ...deps, commit: store.commit };
    const ended = await runErasure(running, erasure, { found: [], ledger: unwritten });
    completed += ended !== undefined && !isPending(ended) ? 1 : 0;
  }
  return completed;
}
