import type { Instant } from '#shared/base/time/instant.ts';
import { raffleWinners } from '#shared/domains/raffles/collections.ts';
import type { Deed, LedgerEntry } from '#shared/ledger/deed.ts';
import { clockAllowanceMicros } from '#shared/settings/late-writes.ts';
import { comparedValuesMax } from '#shared/store/check-declared.ts';
import { chunksOf } from '#shared/store/chunks-of.ts';
import type { ReadStore, StoredDocument } from '#shared/store/store.ts';
import { readPlace } from '#shared/subjects/place.ts';

/**
 * A draw makes a winner's copy of each participation that won. This function finds all such copies
 * of the given participations. It reads the copies page by page, so their number has no limit.
 */
export async function winnersOf(
  deps: { readonly store: ReadStore; readonly tenant: string },
  participations: readonly Pick<StoredDocument, 'ref'>[],
): Promise<StoredDocument[]> {
  const ids = participations.map(({ ref }) => ref.id);
  const found = chunksOf(ids, comparedValuesMax).map(async (values) => {
    const copies = { collection: raffleWinners, field: 'participation_id', values, isAlone: false };
    const documents: StoredDocument[] = [];
    for await (const page of readPlace({ ...deps, isWhole: true }, copies)) documents.push(...page);
    return documents;
  });
  return (await Promise.all(found)).flat();
}

/**
 * Finds the winners' copies that a restore deletes again because of a deed. The participations of
 * these copies stay. The copies of a draw that took place after the deed (the change that the
 * ledger lists) stay too. The clock of a draw may have been up to 30 s ahead, so copies that are
 * dated up to 30 s after the deed are deleted. They come from a draw before the deed: the deed's
 * participations are restricted, so a draw soon after the deed does not include them.
 */
export async function winnersDeletedBy(
  { store }: { readonly store: ReadStore },
  { tenant, at }: LedgerEntry,
  { participations }: Extract<Deed, { readonly kind: 'win' }>,
): Promise<StoredDocument[]> {
  const found = await winnersOf(
    { store, tenant },
    participations.map((ref) => ({ ref })),
  );
  return found.filter(({ data }) => (data['drawn_at'] as Instant) <= at + clockAllowanceMicros);
}
