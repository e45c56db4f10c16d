import { requireScope } from '../access/scope.ts';
import { raffleParticipations } from '../categories/raffle-participations.ts';
import type { Context } from '../records/context.ts';
import { deletionOf } from '../records/delete-record.ts';
import { getLiveAgain } from '../records/read-record.ts';
import { retryOnConflict } from '../records/retry.ts';
import type { Write } from '../store/store.ts';
import { findCopy } from './winner.ts';

/**
 * Deletes a participation and, if it won, its copy among the winners, at once. A draw that would have had it is
 * told by the version and draws someone else. A prize that was given stays given.
 * @throws Problem `scope-missing`, `record-not-found`, `contention`
 */
export async function deleteParticipation(
  ctx: Context,
  input: { readonly id: string },
): Promise<void> {
  requireScope(ctx.scopes, `${raffleParticipations.id}:delete`);
  await retryOnConflict(ctx, async (attempt) => {
    const going = await getLiveAgain(ctx, raffleParticipations, input.id, attempt);
    if (going === undefined) return;
    const [deletion, copy] = await Promise.all([
      deletionOf(ctx, raffleParticipations, going),
      findCopy(ctx, going),
    ]);
    const copyDeletion: Write[] =
      copy === undefined ? [] : [{ kind: 'delete', ref: copy.ref, version: copy.version }];
    await ctx.store.commit([...deletion, ...copyDeletion]);
  });
}
