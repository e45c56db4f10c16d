import type { Instant } from '#shared/base/time/instant.ts';
import { readLedger } from './read-ledger.ts';
import { repeatDeed } from './repeat-deed.ts';
import type { RepeatDeps } from './repeat-deletion.ts';
import { type AcceptedErasures, noteErasure } from './repeat-erasure.ts';
import { type Left, noteRestriction, type RestrictionHistory } from './repeat-restriction.ts';

/** How many entries were repeated, and how many documents were changed or deleted by that. */
export type Replayed = { readonly entries: number; readonly changed: number };

/**
 * Repeats all that the ledger remembers from an instant on. It is read twice: what was set and lifted of one record by
 * turns is known before anything is repeated, and so are the erasures that have to be counted again.
 * @param left is told what people have to look after
 * @param tell is told of each page
 */
export async function replayLedger(
  deps: RepeatDeps & { readonly purgeShards: number },
  since: Instant,
  left: Left,
  tell: (sofar: Replayed) => void,
): Promise<Replayed> {
  const history: RestrictionHistory = new Map();
  const accepted: AcceptedErasures = new Map();
  for await (const page of readLedger(deps, since))
    for (const entry of page) {
      noteRestriction(deps, history, entry);
      noteErasure(accepted, entry);
    }
  let sofar: Replayed = { entries: 0, changed: 0 };
  for await (const page of readLedger(deps, since)) {
    for (const entry of page) {
      const changed = await repeatDeed(deps, entry, { history, accepted, left });
      sofar = { entries: sofar.entries + 1, changed: sofar.changed + changed };
    }
    tell(sofar);
  }
  return sofar;
}
