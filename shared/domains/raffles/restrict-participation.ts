import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import { openRecord } from '#shared/records/open-record.ts';
import type { OwnRestriction } from '#shared/records/restriction/own-restriction.ts';
import { blankWinner } from './blank-winner.ts';
import { findCopy, sealWinner, winOf } from './winner.ts';

/**
 * No draw chooses a restricted participation. If the participation has won, the personal values are
 * removed from the winner's copy, and no list shows the copy. As long as this copy exists, the same
 * person cannot win again.
 */
export const participationRestriction: OwnRestriction = {
  async hide(now, record) {
    const copy = await findCopy(now, record);
    if (copy === undefined) return [];
    const { ref, data, version } = copy;
    return [{ kind: 'replace', ref, data: blankWinner(data), version }];
  },
  async show(now, record) {
    const copy = await findCopy(now, record);
    if (copy === undefined) return { data: record.data, writes: [] };
    const participation = await openRecord(now, raffleParticipations, record);
    const stored = { fields: participation.fields, data: record.data };
    const { ref, version } = copy;
    const data = await sealWinner(now, ref, participation, stored, winOf(copy));
    return { data: record.data, writes: [{ kind: 'replace', ref, data, version }] };
  },
};
