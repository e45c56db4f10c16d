import type { Context } from '#shared/records/context.ts';
import { createOrReplace, type Write } from '#shared/store/store.ts';
import type { Chosen } from './choose-winners.ts';
import { sealWinner, type Win } from './winner.ts';

/**
 * Returns the writes that store the winner's copy and mark the participation as won. The commit
 * fails if the participation has changed since it was read.
 */
export async function winnerWrites(ctx: Context, chosen: Chosen, win: Win): Promise<Write[]> {
  const { document, record, winnerRef } = chosen;
  const won = { ...record, fields: { ...record.fields, outcome: 'won' } };
  const stored = { fields: record.fields, data: document.data };
  const copy = await sealWinner(ctx, winnerRef, won, stored, win);
  const { ref, version } = document;
  return [
    createOrReplace(winnerRef, copy, chosen.expired),
    { kind: 'update', ref, data: { outcome: 'won' }, version },
  ];
}
