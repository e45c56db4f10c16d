import { raffleWinners } from '#shared/domains/raffles/collections.ts';
import type { ReadStore, StoredDocument } from '#shared/store/store.ts';
import { chunksOf, valuesAtOnce } from '#shared/subjects/place.ts';

/** Finds the winners' copies of these participations, by the ids of the participations. */
export async function winnersOf(
  { store, tenant }: { readonly store: ReadStore; readonly tenant: string },
  participations: readonly Pick<StoredDocument, 'ref'>[],
): Promise<StoredDocument[]> {
  const ids = participations.map(({ ref }) => ref.id);
  const found = chunksOf(ids, valuesAtOnce).map((value) =>
    store.query({
      collection: raffleWinners.id,
      tenant,
      where: [{ field: 'participation_id', op: 'in', value }],
      orderBy: [],
      limit: 10 * valuesAtOnce,
    }),
  );
  return (await Promise.all(found)).flat();
}
