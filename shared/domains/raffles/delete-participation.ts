import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import type { Context } from '#shared/records/context.ts';
import { type DeletionWrites, deleteRecord, deletionOf } from '#shared/records/delete-record.ts';
import type { Write } from '#shared/store/store.ts';
import { findCopy } from './winner.ts';

/**
 * Returns the writes that delete participations. If a participation won, the writes also delete its
 * copy in the collection of winners. If a draw chooses one of these participations at the same
 * time, the draw's commit fails, and the draw chooses another entrant. A prize that was given does
 * not return to the stock.
 */
export const participationDeletions: DeletionWrites = async (ctx, documents) => {
  const [deletions, ...copies] = await Promise.all([
    deletionOf(ctx, raffleParticipations, documents),
    // The id of the winner's copy is calculated from data of the participation, so no search is
    // needed.
    ...documents.map((document) => findCopy(ctx, document)),
  ]);
  const copyDeletions = copies.flatMap((copy): Write[] =>
    copy === undefined ? [] : [{ kind: 'delete', ref: copy.ref, version: copy.version }],
  );
  return [...deletions, ...copyDeletions];
};

/**
 * Deletes one participation, see {@link participationDeletions}.
 * @throws Problem `scope-missing`, `record-not-found`, `contention`
 */
export function deleteParticipation(ctx: Context, { id }: { readonly id: string }): Promise<void> {
  return deleteRecord(ctx, {
    category: raffleParticipations,
    id,
    writesOf: participationDeletions,
  });
}
