import { retryChecked } from '#shared/access/commit-checked.ts';
import { rightTo } from '#shared/access/scope.ts';
import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import { openLedger } from '#shared/ledger/open-ledger.ts';
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
  const ledger = openLedger(ctx);
  const deleting = retryChecked(ctx, right, async (now, attempt) => {
    const going = await getLiveAgain(now, raffleParticipations, input.id, attempt);
    if (going === undefined) return;
    const [deletion, copy] = await Promise.all([
      deletionOf(now, raffleParticipations, going),
      findCopy(now, going),
    ]);
    const copyDeletion: Write[] =
      copy === undefined ? [] : [{ kind: 'delete', ref: copy.ref, version: copy.version }];
    // The copy's id is computed from the person, so the participation leads to it.
    const deed = { kind: 'deletion', documents: [going.ref] } as const;
    await ledger.commit(now, deed, [...deletion, ...copyDeletion]);
  });
  await ledger.close(deleting);
}
