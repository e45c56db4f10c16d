import type { Instant } from '#shared/base/time/instant.ts';
import { ledgerEntries } from '#shared/ledger/collections.ts';
import { type LedgerEntry, readEntry } from '#shared/ledger/deed.ts';
import { takenBackId } from '#shared/ledger/open-ledger.ts';
import { findShards, inShards } from '#shared/store/shards.ts';
import { allTenants, placeOf, type Query, type StoredDocument } from '#shared/store/store.ts';
import { repeatDeed } from './repeat-deed.ts';
import type { RepeatDeps } from './repeat-deletion.ts';
import { type Left, noteRestriction, type RestrictionHistory } from './repeat-restriction.ts';

const pageSize = 100;

/** How many entries were repeated, and how many documents were changed or deleted by that. */
export type Replayed = { readonly entries: number; readonly changed: number };

/** Entries of a page, without those that were taken back. */
async function entriesThatHold(
  { store }: RepeatDeps,
  page: readonly StoredDocument[],
): Promise<StoredDocument[]> {
  const refs = page.map(({ ref }) => ({ ...ref, id: takenBackId(ref.id) }));
  const back = await store.getAll(refs);
  return page.filter((_, at) => back[at] === undefined);
}

/** The entries of the ledger from an instant on that hold, page by page, from one group of shards after the other. */
async function* readLedger(
  deps: RepeatDeps & { readonly purgeShards: number },
  since: Instant,
): AsyncGenerator<readonly LedgerEntry[], void> {
  for (const shards of await findShards(deps.store, ledgerEntries.id, deps.purgeShards)) {
    const query: Query = {
      collection: ledgerEntries.id,
      tenant: allTenants,
      where: [inShards(shards)],
      orderBy: [{ field: 'expires_at', direction: 'asc' }],
      limit: pageSize,
    };
    let place: Pick<Query, 'startAfter'> = {};
    for (;;) {
      const page = await deps.store.query({ ...query, ...place });
      const last = page.at(-1);
      if (last === undefined) break;
      const entries = (await entriesThatHold(deps, page)).map(readEntry);
      yield entries.filter((entry) => entry !== undefined && entry.at >= since) as LedgerEntry[];
      if (page.length < pageSize) break;
      place = { startAfter: placeOf(last, query) };
    }
  }
}

/**
 * Repeats all that the ledger remembers from an instant on. It is read twice: what was set and lifted of one record by
 * turns is known before anything is repeated.
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
  for await (const page of readLedger(deps, since))
    for (const entry of page) noteRestriction(deps, history, entry);
  let sofar: Replayed = { entries: 0, changed: 0 };
  for await (const page of readLedger(deps, since)) {
    for (const entry of page) {
      const changed = await repeatDeed(deps, entry, { history, left });
      sofar = { entries: sofar.entries + 1, changed: sofar.changed + changed };
    }
    tell(sofar);
  }
  return sofar;
}
