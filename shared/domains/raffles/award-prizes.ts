import type { Context } from '#shared/records/context.ts';
import type { ClearRecord } from '#shared/records/record.ts';
import { createOrReplace, type DocumentData, type Write } from '#shared/store/store.ts';
import { type PrizeStock, readStock, stockOf } from './prize-stock.ts';
import type { Raffle } from './raffle.ts';
import { randomBelow } from './random-numbers.ts';
import { findWinners, personOf, sealWinner, winnerRef } from './winner.ts';

/** A participation before it is stored. */
export type Entry = {
  readonly raffle: Raffle;
  readonly record: ClearRecord;
  readonly data: DocumentData;
  /**
   * True if the participation's random number lets it win. It then wins if a prize remains and the
   * person has not won yet.
   */
  readonly isLucky: boolean;
};

/**
 * Says whether a participation has won immediately, and which prize. For a giveaway both fields are
 * missing, because its winners are drawn later.
 */
export type Decision = { readonly outcome?: 'won' | 'lost'; readonly prize?: string };

/** Takes one of the remaining pieces of all prizes. Each piece has the same chance to be taken. */
function takePrize(ctx: Context, stock: readonly PrizeStock[]): PrizeStock | undefined {
  const left = stock.reduce((sum, { quantity, awarded }) => sum + quantity - awarded, 0);
  if (left <= 0) return undefined;
  let piece = randomBelow(ctx.randomBytes, left);
  const taken = stock.find(({ quantity, awarded }) => {
    piece -= quantity - awarded;
    return piece < 0;
  });
  if (taken !== undefined) taken.awarded += 1;
  return taken;
}

function undecided({ raffle }: Entry): Decision {
  return raffle.kind === 'instant_win' ? { outcome: 'lost' } : {};
}

/**
 * Decides which participations win instantly, and returns the writes for their prizes. A person
 * wins at most once in a raffle. The writes require that the stock has not changed since it was
 * read, so no prize is given twice.
 */
export async function awardPrizes(
  ctx: Context,
  entries: readonly Entry[],
): Promise<{ readonly decisions: readonly Decision[]; readonly writes: readonly Write[] }> {
  const decisions = entries.map(undecided);
  const lucky = entries.filter(({ isLucky }) => isLucky);
  if (lucky.length === 0) return { decisions, writes: [] };
  const refs = await Promise.all(
    lucky.map(({ raffle, data }) => winnerRef(ctx, raffle.id, personOf(data))),
  );
  const distinct = [...new Map(lucky.map(({ raffle }) => [raffle.id, raffle])).values()];
  const [stock, { found, live }] = await Promise.all([
    readStock(ctx, distinct),
    findWinners(ctx, refs),
  ]);
  const writes: Write[] = [];
  const touched = new Set<PrizeStock>();
  for (const [index, entry] of lucky.entries()) {
    const ref = refs[index];
    if (ref === undefined || live.has(ref.id)) continue;
    const taken = takePrize(ctx, stockOf(entry.raffle, stock));
    if (taken === undefined) continue;
    touched.add(taken);
    live.add(ref.id);
    const decision = { outcome: 'won', prize: taken.prize } as const;
    decisions[entries.indexOf(entry)] = decision;
    const record = { ...entry.record, fields: { ...entry.record.fields, ...decision } };
    const win = { drawnAt: entry.record.createdAt };
    const copy = await sealWinner(ctx, ref, record, { ...record, data: entry.data }, win);
    writes.push(createOrReplace(ref, copy, found[index]));
  }
  const stockUpdates = [...touched].map(({ document, awarded }): Write => {
    const { ref, data, version } = document;
    return { kind: 'replace', ref, data: { ...data, awarded }, version };
  });
  return { decisions, writes: [...writes, ...stockUpdates] };
}
