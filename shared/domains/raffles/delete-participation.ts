import { requireScope } from '#shared/access/scope.ts';
import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import type { Context } from '#shared/records/context.ts';
import { deletionOf } from '#shared/records/delete-record.ts';
import { getLiveAgain } from '#shared/records/read-record.ts';
import { retryOnConflict } from '#shared/store/retry.ts';
import type { Write } from '#shared/store/store.ts';
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
