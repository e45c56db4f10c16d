import * as z from 'zod';
import { requireWork } from '#shared/access/scope.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { microsPerSecond } from '#shared/base/time/instant.ts';
import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import { checkBatchBytes } from '#shared/records/batch-limits.ts';
import type { Context } from '#shared/records/context.ts';
import { findEarlier, idempotencyMark } from '#shared/records/idempotency.ts';
import { type Mark, takeMarks } from '#shared/records/record-marks.ts';
import { liveRuleOf } from '#shared/settings/live-rule.ts';
import { requireStored } from '#shared/settings/require-stored.ts';
import { newRecordId } from '#shared/store/record-id.ts';
import { retryOnConflict } from '#shared/store/retry.ts';
import { createOrReplace, type StoredDocument, type Write } from '#shared/store/store.ts';
import type { CandidatePool } from './candidate-pool.ts';
import { type Chosen, chooseWinners } from './choose-winners.ts';
import { collectCandidates } from './collect-candidates.ts';
import { raffleDraws } from './collections.ts';
import type { Answered } from './create-raffle.ts';
import { drawCountMax, drawData, drawRef, renderDraw } from './draw.ts';
import { getRaffle, type Raffle } from './raffle.ts';
import { sealWinner } from './winner.ts';

/** Hosting cuts requests at 60 s. */
const budgetMicros = 45 * microsPerSecond;
/** Readings of all entries before a draw gives up; one is enough unless its whole pool goes meanwhile. */
const readingsMax = 3;

export const drawInput = z.strictObject({ count: z.int().min(1).max(drawCountMax) });

type DrawInput = {
  readonly raffleId: string;
  readonly body: unknown;
  readonly idempotencyKey: string | undefined;
};

type Draw = {
  readonly id: string;
  readonly raffle: Raffle;
  readonly count: number;
  readonly mark: Mark | undefined;
};

/** A draw that is in the database, by this request or by an earlier one under the same key. */
type Done = { readonly document: StoredDocument; readonly replayed: boolean };

/** The winner's copy, and the participation that says so: its version tells of whatever happened meanwhile. */
async function winnerWrites(
  ctx: Context,
  draw: Draw,
  chosen: Chosen,
  rank: number,
  drawnAt: number,
) {
  const { document, record, winnerRef } = chosen;
  const won = { ...record, fields: { ...record.fields, outcome: 'won' } };
  const stored = { fields: record.fields, data: document.data };
  const copy = await sealWinner(ctx, winnerRef, won, stored, { drawnAt, drawId: draw.id, rank });
  const { ref, version } = document;
  return [
    createOrReplace(winnerRef, copy, chosen.expired),
    { kind: 'update', ref, data: { outcome: 'won' }, version },
  ] satisfies Write[];
}

/** What is there already of the draw: its own document, or that of an earlier request. */
async function findDone(
  ctx: Context,
  { id, mark }: Draw,
): Promise<Done | StoredDocument | undefined> {
  const refs = [drawRef(ctx.tenant, id), ...(mark === undefined ? [] : [mark.ref])];
  const [own, found] = await ctx.store.getAll(refs);
  if (own !== undefined) return { document: own, replayed: false };
  const of = { id: raffleDraws.id, rule: liveRuleOf(ctx, raffleDraws) };
  const earlier = mark && (await findEarlier(ctx, raffleParticipations, mark, found, of));
  return earlier?.[0] === undefined ? found : { document: earlier[0], replayed: true };
}

/** @returns undefined when the pool has run out and others were left out of it: read them again */
async function settle(ctx: Context, draw: Draw, pool: CandidatePool): Promise<Done | undefined> {
  const ranked = pool.ranked();
  return retryOnConflict(ctx, async (attempt) => {
    const done = attempt === 0 ? undefined : await findDone(ctx, draw);
    if (done !== undefined && 'replayed' in done) return done;
    // Taken first, so that whoever is live when chosen was live at it.
    const drawnAt = ctx.nextInstants(1);
    const chosen = await chooseWinners(ctx, draw.raffle.id, ranked, draw.count);
    if (chosen.length < draw.count && !pool.isWhole()) return undefined;
    const ref = drawRef(ctx.tenant, draw.id);
    const counts = { count: draw.count, drawn: chosen.length };
    const data = drawData(ctx, { id: draw.id, raffleId: draw.raffle.id, drawnAt, ...counts });
    const winners = await Promise.all(
      chosen.map((each, index) => winnerWrites(ctx, draw, each, index + 1, drawnAt)),
    );
    const marks =
      draw.mark === undefined
        ? []
        : (takeMarks(ctx, raffleParticipations, [draw.mark], [done]) ?? []);
    const writes: Write[] = [{ kind: 'create', ref, data }, ...winners.flat(), ...marks];
    checkBatchBytes(writes);
    const [version] = await ctx.store.commit(writes);
    if (version === undefined) throw new Error('a draw has a version');
    return { document: { ref, data, version }, replayed: false };
  });
}

async function drawFrom(ctx: Context, draw: Draw): Promise<Done> {
  const before = draw.mark === undefined ? undefined : await findDone(ctx, draw);
  if (before !== undefined && 'replayed' in before) return before;
  const deadline = ctx.now() + budgetMicros;
  for (let reading = 0; reading < readingsMax; reading += 1) {
    const pool = await collectCandidates(ctx, draw.raffle, draw.count, deadline);
    const done = await settle(ctx, draw, pool);
    if (done !== undefined) return done;
  }
  throw new Problem('contention');
}

/**
 * Draws `count` winners of a giveaway, uniformly among its live entries and one win a person across all its
 * draws, from the cryptographic source, so that nobody knows them before. All that win are written in one commit, in the
 * versions in which they were read: who is deleted, corrected or drawn elsewhere meanwhile makes room for the next.
 * Where fewer can win, all do, and the answer says so. Costs one read an entry and about four a winner.
 * @throws Problem `scope-missing`, `record-not-found`, `validation-failed`, `category-off`, `draw-not-offered`, `draw-unfinished`,
 * `batch-too-large`, `idempotency-mismatch`, `idempotency-record-gone`, `contention`
 */
export async function drawWinners(
  ctx: Context,
  { raffleId, body, idempotencyKey: key }: DrawInput,
): Promise<Answered<Awaited<ReturnType<typeof renderDraw>>>> {
  requireWork(ctx.scopes, raffleParticipations.id);
  const { count } = parse(drawInput, body);
  requireStored(ctx, raffleParticipations);
  const raffle = await getRaffle(ctx, raffleId);
  if (raffle.kind === 'instant_win') throw new Problem('draw-not-offered');
  const id = newRecordId(ctx);
  const request = key === undefined ? undefined : { key, body: { raffleId, body } };
  const mark = request && (await idempotencyMark(ctx, raffleDraws, request, [{ id }]));
  const { document, replayed } = await drawFrom(ctx, { id, raffle, count, mark });
  return { answer: await renderDraw(ctx, document), replayed };
}
