import { Problem } from '#shared/base/problems/problem.ts';
import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import type { Context } from '#shared/records/context.ts';
import { correctRecord, type RewriteOwn } from '#shared/records/correct-record.ts';
import type { Preconditions } from '#shared/records/precondition.ts';
import type { ClearRecord } from '#shared/records/record.ts';
import { liveRuleOf } from '#shared/settings/live-rule.ts';
import { isLive } from '#shared/store/live.ts';
import { createOrReplace, type StoredDocument, type Write } from '#shared/store/store.ts';
import { raffleWinners } from './collections.ts';
import { policyMarksOf } from './policy-marks.ts';
import { findRaffles } from './raffle.ts';
import { findCopy, personOf, sealWinner, winnerRef, winOf } from './winner.ts';

const category = raffleParticipations;

/**
 * Returns the writes that correct the winner's copy together with its participation. The id of the
 * copy depends on the email. So if the email is corrected, the copy gets a new id.
 */
async function rewriteCopy(
  ctx: Context,
  document: StoredDocument,
  previous: ClearRecord,
  next: ClearRecord,
  person: string,
): Promise<Write[]> {
  const copy = await findCopy(ctx, document);
  if (copy === undefined) return [];
  const isSame = personOf(document.data) === person;
  const ref = isSame ? copy.ref : await winnerRef(ctx, String(next.fields['raffle_id']), person);
  const before = { fields: previous.fields, data: document.data };
  const data = await sealWinner(ctx, ref, next, before, winOf(copy));
  if (ref.id === copy.ref.id) return [{ kind: 'replace', ref, data, version: copy.version }];
  const inTheWay = await ctx.store.get(ref);
  if (isLive(inTheWay, liveRuleOf(ctx, raffleWinners))) throw new Problem('already-participating');
  return [
    createOrReplace(ref, data, inTheWay),
    { kind: 'delete', ref: copy.ref, version: copy.version },
  ];
}

/**
 * Corrects a participation in one commit. If the participation won, the commit also corrects the
 * winner's copy. The raffle of a participation cannot be changed. If the email is corrected, the
 * participation may belong to another person. The correction is refused if the raffle's policy
 * allows this person no further participation. It is also refused if the participation has won, and
 * this person has already won with another participation.
 * @throws Problem `already-participating`, and the problems of `correctRecord`
 */
export async function correctParticipation(
  ctx: Context,
  input: {
    readonly id: string;
    readonly body: unknown;
    readonly preconditions?: Preconditions;
  },
): Promise<ClearRecord> {
  const rewriteOwn: RewriteOwn = async (now, document, previous, next) => {
    const { raffle_id: raffleId, email } = next.fields as { raffle_id: string; email: string };
    if (raffleId !== document.data['raffle_id']) refuseRaffle();
    const isSame = previous.fields['email'] === email;
    const person = isSame
      ? personOf(document.data)
      : await now.lookup.hash(now.tenant, 'email', 'email', email);
    const raffle = (await findRaffles(now, [raffleId])).get(raffleId);
    const [marks, writes] = await Promise.all([
      raffle === undefined ? [] : policyMarksOf(now, raffle, { ...next, person }),
      rewriteCopy(now, document, previous, next, person),
    ]);
    return { marks, staysSame: person === personOf(document.data), writes };
  };
  try {
    return await correctRecord(ctx, { ...input, category, rewriteOwn });
  } catch (error) {
    // A participation has only one uniqueness mark: the mark of the raffle's policy. So the error
    // `already-exists` means that the mark of the policy exists.
    if (error instanceof Problem && error.code === 'already-exists')
      throw new Problem('already-participating');
    throw error;
  }
}

function refuseRaffle(): never {
  const errors = [{ pointer: '/raffle_id', rule: 'cannot be changed' }];
  throw new Problem('validation-failed', { errors });
}
