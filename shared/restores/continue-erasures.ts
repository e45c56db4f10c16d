import type { Ledger } from '#shared/ledger/open-ledger.ts';
import { listAll } from '#shared/store/all-of.ts';
import { isPending } from '#shared/subjects/erasure.ts';
import type { ErasureDeps } from '#shared/subjects/erasure-run.ts';
import { runErasure } from '#shared/subjects/run-erasure.ts';
import { scopeOf } from '#shared/subjects/scopes/scope-erasure.ts';
import { pendingErasures } from '#shared/sweeps/erasure/pending-erasures.ts';
import type { RepeatDeps } from './repeat-deletion.ts';

/**
 * A ledger that notes nothing. These deletions need no entries: each backup that contains the data
 * also contains the pending erasure, so the next restore completes it too.
 */
const unwritten: Ledger = {
  remember: async () => undefined,
  renew: () => undefined,
  commit: (now, _deed, writes) => now.commit(writes),
  close: (request) => request,
};

/**
 * Completes the erasures of persons and conversations that were running when the backup was made.
 * If the erase sweep continued them after the restore, it would also delete what these persons
 * store meanwhile. Each erasure then waits for its receipt.
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
