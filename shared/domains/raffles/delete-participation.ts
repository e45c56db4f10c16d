import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import type { Context } from '#shared/records/context.ts';
import { type DeletionWrites, deleteRecord, deletionOf } from '#shared/records/delete-record.ts';
import type { Write } from '#shared/store/store.ts';
import { findCopy } from './winner.ts';

/**
 * The writes that delete participations, and the winners' copies of participations that won. If a
 * draw chooses one of these participations at the same time, the draw's commit fails, because it
 * requires the version that the draw has read. Then the draw takes another entrant. A prize that
 * was given does not return to the stock.
 */
export const participationDeletions: DeletionWrites = async (ctx, documents) => {
  const [deletions, ...copies] = await Promise.all([
    deletionOf(ctx, raffleParticipations, documents),
    // The copy's id is calculated from the person, so the participation is enough to find the copy.
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
