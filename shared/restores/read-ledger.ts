import type { Instant } from '#shared/base/time/instant.ts';
import { ledgerEntries } from '#shared/ledger/collections.ts';
import { type LedgerEntry, readEntry } from '#shared/ledger/deed.ts';
import { takenBackId, withoutTakenBack } from '#shared/ledger/open-ledger.ts';
import { findShards, inShards } from '#shared/store/shards.ts';
import { allTenants, placeOf, type Query, type StoredDocument } from '#shared/store/store.ts';
import type { RepeatDeps } from './repeat-deletion.ts';

const pageSize = 100;

/** The entries of a page that are not cancelled, without the documents that are cancelled. */
async function entriesThatHold(
  { store }: RepeatDeps,
  page: readonly StoredDocument[],
): Promise<StoredDocument[]> {
  const refs = page.map(({ ref }) => ({ ...ref, id: takenBackId(ref.id) }));
  const back = await store.getAll(refs);
  return page.flatMap((entry, at) => withoutTakenBack(entry, back[at]) ?? []);
}

/**
 * Reads the ledger entries whose time `at` is not earlier than `since`. Cancelled entries are left
 * out. The ledger is read page by page, one group of shards after the other.
 */
export async function* readLedger(
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
