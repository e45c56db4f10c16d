import type { Instant } from '#shared/base/time/instant.ts';
import { readLedger } from './read-ledger.ts';
import { repeatDeed } from './repeat-deed.ts';
import type { RepeatDeps } from './repeat-deletion.ts';
import { type AcceptedErasures, noteErasure } from './repeat-erasure.ts';
import { type ExpiryHistory, noteMove } from './repeat-expiry.ts';
import { type Left, noteRestriction, type RestrictionHistory } from './repeat-restriction.ts';

/** How many entries were processed, and how many documents were changed or deleted. */
export type Replayed = { readonly entries: number; readonly changed: number };

/**
 * Repeats the changes that the ledger lists since an instant. The entries are read twice. The first
 * reading changes nothing. For each record it finds the last entry about its restriction, and the
 * last entry that changed its expiry. For each erasure it finds its document at the acceptance.
 * @param left receives the work that people must do
 * @param tell is called after each page
 */
export async function replayLedger(
  deps: RepeatDeps & { readonly purgeShards: number },
  since: Instant,
  left: Left,
  tell: (sofar: Replayed) => void,
): Promise<Replayed> {
  const history: RestrictionHistory = new Map();
  const moves: ExpiryHistory = new Map();
  const accepted: AcceptedErasures = new Map();
  for await (const page of readLedger(deps, since))
    for (const entry of page) {
      noteRestriction(deps, history, entry);
      noteMove(deps, moves, entry);
      noteErasure(accepted, entry);
    }
  let sofar: Replayed = { entries: 0, changed: 0 };
  for await (const page of readLedger(deps, since)) {
    for (const entry of page) {
      const changed = await repeatDeed(deps, entry, { history, moves, accepted, left });
      sofar = { entries: sofar.entries + 1, changed: sofar.changed + changed };
    }
    tell(sofar);
  }
  return sofar;
}
