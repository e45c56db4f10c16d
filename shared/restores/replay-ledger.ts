import type { Instant } from '#shared/base/time/instant.ts';
import { ledgerEntries } from '#shared/ledger/collections.ts';
import { readEntry } from '#shared/ledger/deed.ts';
import { takenBackId } from '#shared/ledger/open-ledger.ts';
import { allTenants, placeOf, type Query, type StoredDocument } from '#shared/store/store.ts';
import { repeatDeed } from './repeat-deed.ts';
import type { RepeatDeps } from './repeat-deletion.ts';

const pageSize = 100;

/** How many entries were repeated, and how many documents were changed or deleted by that. */
export type Replayed = { readonly entries: number; readonly changed: number };

/** Entries of a page that hold: none that was taken back. */
async function entriesThatHold(
  { store }: RepeatDeps,
  page: readonly StoredDocument[],
): Promise<StoredDocument[]> {
  const refs = page.map(({ ref }) => ({ ...ref, id: takenBackId(ref.id) }));
  const back = await store.getAll(refs);
  return page.filter((_, at) => back[at] === undefined);
}

/**
 * Repeats all that the ledger remembers from an instant on, one shard after the other.
 * @param tell is told of each page
 */
export async function replayLedger(
  deps: RepeatDeps & { readonly purgeShards: number },
  since: Instant,
  tell: (sofar: Replayed) => void,
): Promise<Replayed> {
  let sofar: Replayed = { entries: 0, changed: 0 };
  for (let shard = 0; shard < deps.purgeShards; shard += 1) {
    const query: Query = {
      collection: ledgerEntries.id,
      tenant: allTenants,
      where: [{ field: 'purge_shard', op: '==', value: shard }],
      orderBy: [{ field: 'expires_at', direction: 'asc' }],
      limit: pageSize,
    };
    let place: Pick<Query, 'startAfter'> = {};
    for (;;) {
      const page = await deps.store.query({ ...query, ...place });
      const last = page.at(-1);
      if (last === undefined) break;
      for (const document of await entriesThatHold(deps, page)) {
        const entry = readEntry(document);
        if (entry === undefined || entry.at < since) continue;
        const changed = await repeatDeed(deps, entry);
        sofar = { entries: sofar.entries + 1, changed: sofar.changed + changed };
      }
      tell(sofar);
      if (page.length < pageSize) break;
      place = { startAfter: placeOf(last, query) };
    }
  }
  return sofar;
}
