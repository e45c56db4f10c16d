import { raffleWinners } from '#shared/domains/raffles/collections.ts';
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
