import { retryChecked } from '#shared/access/commit-checked.ts';
import { rightTo } from '#shared/access/scope.ts';
import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import type { Context } from '#shared/records/context.ts';
import { deletionOf } from '#shared/records/delete-record.ts';
import { getLiveAgain } from '#shared/records/read-record.ts';
import type { Write } from '#shared/store/store.ts';
import { findCopy } from './winner.ts';

/**
 * Deletes a participation at once, and its copy among the winners if it won. A draw that has chosen
 * it notices by the version, and draws someone else. A prize that was given stays given.
 * @throws Problem `scope-missing`, `record-not-found`, `contention`
 */
export async function deleteParticipation(
  ctx: Context,
  input: { readonly id: string },
): Promise<void> {
  const right = rightTo(`${raffleParticipations.id}:delete`);
  await retryChecked(ctx, right, async (now, attempt) => {
    const going = await getLiveAgain(now, raffleParticipations, input.id, attempt);
    if (going === undefined) return;
    const [deletion, copy] = await Promise.all([
      deletionOf(now, raffleParticipations, going),
      findCopy(now, going),
    ]);
    const copyDeletion: Write[] =
      copy === undefined ? [] : [{ kind: 'delete', ref: copy.ref, version: copy.version }];
    await now.commit([...deletion, ...copyDeletion]);
  });
}
