import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import { bcryptName, lookupFields } from '#shared/categories/stored-names.ts';
import type { Context } from '#shared/records/context.ts';
import type { ClearRecord } from '#shared/records/record.ts';
import type { Mark } from '#shared/records/record-marks.ts';
import { liveRuleOf } from '#shared/settings/live-rule.ts';
import { isLive } from '#shared/store/live.ts';
import {
  createOrReplace,
  type DocumentData,
  type StoredDocument,
  type Write,
} from '#shared/store/store.ts';
import { blankWinner, isBlank } from './blank-winner.ts';
import { raffleWinners } from './collections.ts';
import { policyMarksOf } from './policy-marks.ts';
import { findRaffles } from './raffle.ts';
import { findCopy, personOf, sealWinner, winnerRef, winOf } from './winner.ts';

/**
 * Returns the marks that the raffle's policy requires for a participation, without expired marks.
 * Returns undefined if the raffle is not live any more.
 */
export async function participationMarks(
  ctx: Context,
  record: ClearRecord,
  data: DocumentData,
): Promise<Mark[] | undefined> {
  const raffleId = String(data['raffle_id']);
  const raffle = (await findRaffles(ctx, [raffleId])).get(raffleId);
  if (raffle === undefined) return undefined;
  const marks = await policyMarksOf(ctx, raffle, { ...record, person: personOf(data) });
  return marks.filter((mark) => Number(mark.data['expires_at']) > ctx.now());
}

const person = bcryptName('email');

/**
 * The changed data of a participation, and the writes that bring the winner's copy up to date with
 * the person's new hashes.
 */
export type Followed = { readonly data: DocumentData; readonly writes: readonly Write[] };

/**
 * Returns the changes for a participation whose person has new hashes. The winner's copy of the
 * participation gets the id that is calculated from these hashes. The copy of another win of the
 * same person, with another spelling of the email, may already have this id. Then both wins are
 * kept: the copy keeps its old id, and the participation stores the old id.
 * @param data the participation with the present hashes
 */
export async function followPerson(
  ctx: Context,
  document: StoredDocument,
  record: ClearRecord,
  data: DocumentData,
): Promise<Followed> {
  const copy = await findCopy(ctx, document);
  if (copy === undefined) return { data, writes: [] };
  const ref = await winnerRef(ctx, String(data['raffle_id']), personOf(data));
  const before = ref.id === copy.ref.id ? copy : await ctx.store.get(ref);
  if (before?.ref.id !== copy.ref.id && isLive(before, liveRuleOf(ctx, raffleWinners))) {
    const names = new Set(lookupFields(raffleParticipations).map(bcryptName));
    const hashes = Object.fromEntries(Object.entries(data).filter(([name]) => names.has(name)));
    return {
      data: { ...data, winner_id: copy.ref.id },
      writes: [
        {
          kind: 'update',
          ref: copy.ref,
          data: isBlank(copy) ? { [person]: hashes[person] } : hashes,
          version: copy.version,
        },
      ],
    };
  }
  const stored = { fields: record.fields, data };
  const whole = await sealWinner(ctx, ref, record, stored, winOf(copy));
  const sealed = isBlank(copy) ? blankWinner(whole) : whole;
  const gone: Write[] =
    ref.id === copy.ref.id ? [] : [{ kind: 'delete', ref: copy.ref, version: copy.version }];
  return { data, writes: [createOrReplace(ref, sealed, before), ...gone] };
}
