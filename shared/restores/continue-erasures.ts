import type { Ledger } from '#shared/ledger/open-ledger.ts';
import { listAll } from '#shared/store/all-of.ts';
import { isPending } from '#shared/subjects/erasure.ts';
import type { ErasureDeps } from '#shared/subjects/erasure-run.ts';
import { runErasure } from '#shared/subjects/run-erasure.ts';
import { scopeOf } from '#shared/subjects/scopes/scope-erasure.ts';
import { pendingErasures } from '#shared/sweeps/erasure/pending-erasures.ts';
import type { RepeatDeps } from './repeat-deletion.ts';

/**
 * A ledger that notes nothing. The real ledger already lists the documents that were found when the
 * erasure was accepted. A document that was stored later needs no entry: each backup that contains
 * it also contains the pending erasure, so a restore of this backup deletes the document too.
 */
const unwritten: Ledger = {
  remember: async () => undefined,
  renew: () => undefined,
  commit: (now, _deed, writes) => now.commit(writes),
  close: (request) => request,
};

/**
 * Completes the erasures of persons and conversations that were running when the backup was made.
 * After that, each of these erasures waits only for its receipt. If instead the erase sweep
 * continued them after the restore, it would also delete what these persons store meanwhile.
 * @returns how many erasures were completed
 * @throws Problem `contention`, StoreUnavailable; then the next run of the command does the rest
 */
export async function continueErasures(
  deps: RepeatDeps & Omit<ErasureDeps, 'commit'>,
): Promise<number> {
  const { store } = deps;
  const found = await listAll(store, pendingErasures(deps.now()));
  let completed = 0;
  for (const erasure of found.filter((each) => scopeOf(each) === undefined)) {
    const running = { ...deps, commit: store.commit };
    const ended = await runErasure(running, erasure, { found: [], ledger: unwritten });
    completed += ended !== undefined && !isPending(ended) ? 1 : 0;
  }
  return completed;
}
