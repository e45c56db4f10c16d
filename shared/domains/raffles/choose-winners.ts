import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import type { Context } from '#shared/records/context.ts';
import { openReadable } from '#shared/records/open-readable.ts';
import { openRecord } from '#shared/records/open-record.ts';
import type { ClearRecord } from '#shared/records/record.ts';
import { categoryRuleOf } from '#shared/settings/live-rule.ts';
import { isLive } from '#shared/store/live.ts';
import type { DocumentRef, StoredDocument } from '#shared/store/store.ts';
import type { Candidate } from './candidate-pool.ts';
import { findWinners, personOf, winnerRef } from './winner.ts';

/** A participation that is drawn, as the database holds it now. */
export type Chosen = {
  readonly document: StoredDocument;
  readonly record: ClearRecord;
  readonly winnerRef: DocumentRef;
  /** A winner of this person that has expired and was not deleted yet. */
  readonly expired: StoredDocument | undefined;
};

type StandingCandidate = { readonly document: StoredDocument; readonly winnerRef: DocumentRef };

/** Candidates whose participation is still there, live, and has not won. */
async function findStanding(
  ctx: Context,
  raffleId: string,
  candidates: readonly Candidate[],
): Promise<StandingCandidate[]> {
  const documents = await ctx.store.getAll(candidates.map(({ ref }) => ref));
  const rule = categoryRuleOf(ctx, raffleParticipations);
  const standing = documents
    .filter((document) => isLive(document, rule))
    .filter(({ data }) => data['raffle_id'] === raffleId && data['outcome'] !== 'won');
  return Promise.all(
    standing.map(async (document) => ({
      document,
      // The email may have been corrected since, so this uses the present one.
      winnerRef: await winnerRef(ctx, raffleId, personOf(document.data)),
    })),
  );
}

/**
 * Goes through the candidates in their order and chooses those that can win now, until `count` are
 * chosen. Each round makes two reads, of as many documents as winners are still missing. It skips a
 * participation that cannot be decrypted.
 */
export async function chooseWinners(
  ctx: Context,
  raffleId: string,
  ranked: readonly Candidate[],
  count: number,
): Promise<Chosen[]> {
  const chosen: Chosen[] = [];
  const taken = new Set<string>();
  let at = 0;
  while (chosen.length < count && at < ranked.length) {
    const next = ranked.slice(at, at + count - chosen.length);
    at += next.length;
    const standing = await findStanding(ctx, raffleId, next);
    const refs = standing.map((each) => each.winnerRef);
    const { found, live } = await findWinners(ctx, refs);
    for (const [index, each] of standing.entries()) {
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
