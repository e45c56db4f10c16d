import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import type { Context } from '#shared/records/context.ts';
import { openReadable } from '#shared/records/open-readable.ts';
import { openRecord } from '#shared/records/open-record.ts';
import type { ClearRecord } from '#shared/records/record.ts';
import { categoryRuleOf } from '#shared/settings/live-rule.ts';
import { isLive } from '#shared/store/live.ts';
import type { DocumentRef, StoredDocument } from '#shared/store/store.ts';
import type { IdCipher } from '#shared/vault/open/records/id-cipher.ts';
import { type EntrantRows, entrantAt, tokenAt } from './entrant-rows.ts';
import { findWinners, personOf, winnerRef } from './winner.ts';

/** The entrants of a draw, in the order that its seed decides. */
export type DrawOrder = {
  readonly rows: EntrantRows;
  /** The row numbers of the entrants, in the order of the draw. */
  readonly order: Uint32Array;
  readonly cipher: IdCipher;
};

type Candidate = {
  readonly ref: DocumentRef;
  /** The position in the order. The first entrant has the position 1. */
  readonly position: number;
  readonly entrant: string;
};

/** An entrant that wins, with the participation as it is stored now. */
export type Chosen = Pick<Candidate, 'position' | 'entrant'> & {
  readonly document: StoredDocument;
  readonly record: ClearRecord;
  readonly winnerRef: DocumentRef;
  /**
   * The copy of an earlier win of this person, if this copy is expired or hidden, but not deleted
   * yet. The new copy replaces the earlier copy.
   */
  readonly expired: StoredDocument | undefined;
};

type Standing = Candidate & {
  readonly document: StoredDocument;
  readonly winnerRef: DocumentRef;
};

function candidatesAt(ctx: Context, draw: DrawOrder, from: number, count: number): Candidate[] {
  const { rows, order, cipher } = draw;
  return [...order.subarray(from, from + count)].map((row, at) => {
    const id = cipher.show(tokenAt(rows, row)).toString('hex');
    const ref = { tenant: ctx.tenant, collection: raffleParticipations.id, id };
    return { ref, position: from + at + 1, entrant: entrantAt(rows, row) };
  });
}

/** Finds the candidates whose participation is live, belongs to this raffle and has not won. */
async function findStanding(
  ctx: Context,
  raffleId: string,
  candidates: readonly Candidate[],
): Promise<Standing[]> {
  const documents = await ctx.store.getAll(candidates.map(({ ref }) => ref));
  const rule = categoryRuleOf(ctx, raffleParticipations);
  const standing = candidates.flatMap((candidate, at) => {
    const document = documents[at];
    if (!isLive(document, rule)) return [];
    const { data } = document;
    const mayWin = data['raffle_id'] === raffleId && data['outcome'] !== 'won';
    return mayWin ? [{ ...candidate, document }] : [];
  });
  return Promise.all(
    standing.map(async (each) => ({
      ...each,
      // The email may have been corrected after the list was made, so the participation's present
      // email is used.
      winnerRef: await winnerRef(ctx, raffleId, personOf(each.document.data)),
    })),
  );
}

/**
 * Chooses the next `count` entrants that can win now, in the order of the draw. Each round makes
 * two reads. If n winners are still missing, each read gets at most n documents. An entrant is
 * skipped if the participation is not live or cannot be decrypted, or if the person has won.
 * @param after the position of the previous winner, or 0 if there is none. The search begins after
 * this position
 */
export async function chooseWinners(
  ctx: Context,
  raffleId: string,
  draw: DrawOrder,
  { after, count }: { readonly after: number; readonly count: number },
): Promise<Chosen[]> {
  const chosen: Chosen[] = [];
  const taken = new Set<string>();
  let at = after;
  while (chosen.length < count && at < draw.order.length) {
    const next = candidatesAt(ctx, draw, at, count - chosen.length);
    at += next.length;
    const standing = await findStanding(ctx, raffleId, next);
    const refs = standing.map((each) => each.winnerRef);
    const { found, live } = await findWinners(ctx, refs);
    for (const [index, { ref: _ref, ...each }] of standing.entries()) {
      const { id } = each.winnerRef;
      if (live.has(id) || taken.has(id)) continue;
      const [record] = await openReadable(ctx, [each.document], (document) =>
        openRecord(ctx, raffleParticipations, document),
      );
      if (record === undefined) continue;
      taken.add(id);
      chosen.push({ ...each, record, expired: found[index] });
    }
  }
  return chosen;
}
