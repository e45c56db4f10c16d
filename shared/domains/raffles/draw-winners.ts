import * as z from 'zod';
import { rightToWork } from '#shared/access/scope.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { microsPerSecond } from '#shared/base/time/instant.ts';
import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import { checkBatchBytes } from '#shared/records/batch-limits.ts';
import {
  createOnce,
  type Effect,
  findEffect,
  type OnceRequest,
} from '#shared/records/commit-once.ts';
import type { CheckedContext, Context } from '#shared/records/context.ts';
import { describeRepeat } from '#shared/records/idempotency.ts';
import { liveRuleOf } from '#shared/settings/live-rule.ts';
import { newRecordId } from '#shared/store/document-ids.ts';
import { createOrReplace, type StoredDocument, type Write } from '#shared/store/store.ts';
import type { CandidatePool } from './candidate-pool.ts';
import { type Chosen, chooseWinners } from './choose-winners.ts';
import { collectCandidates } from './collect-candidates.ts';
import { raffleDraws } from './collections.ts';
import { type Answered, worksOnRaffles } from './create-raffle.ts';
import { drawCountMax, drawData, drawRef, renderDraw } from './draw.ts';
import { getRaffle, type Raffle } from './raffle.ts';
import { sealWinner } from './winner.ts';

/** Firebase Hosting ends requests after 60 s. */
const budgetMicros = 45 * microsPerSecond;
/**
 * A draw gives up after reading all entries this many times. One reading is enough unless its whole
 * pool is gone meanwhile.
 */
const readingsMax = 3;

export const drawInput = z.strictObject({ count: z.int().min(1).max(drawCountMax) });

type DrawInput = {
  readonly raffleId: string;
  readonly body: unknown;
  readonly idempotencyKey: string | undefined;
};

type Draw = OnceRequest & {
  readonly id: string;
  readonly raffle: Raffle;
  readonly count: number;
};

/**
 * Writes the winner's copy, and notes the win in the participation. The participation's version
 * fails the commit if anything happened to it meanwhile.
 */
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

/**
 * Makes the one commit of a draw. @returns undefined when too few of the pool can win and it had no
 * room for other persons; then the entries must be read again
 */
async function commitDraw(
  ctx: CheckedContext,
  draw: Draw,
  pool: CandidatePool,
  markWrites: readonly Write[],
): Promise<StoredDocument | undefined> {
  const { id, raffle, count, own: ref } = draw;
  // Taken before the reads, so every chosen participation was live at this instant.
  const drawnAt = ctx.nextInstants(1);
  const chosen = await chooseWinners(ctx, raffle.id, pool.ranked(), count);
  const drawn = chosen.length;
  if (drawn < count && !pool.isWhole()) return undefined;
  const data = drawData(ctx, { id, raffleId: raffle.id, drawnAt, count, drawn });
  const winners = await Promise.all(
    chosen.map((each, index) => winnerWrites(ctx, draw, each, index + 1, drawnAt)),
  );
  const writes: Write[] = [{ kind: 'create', ref, data }, ...winners.flat(), ...markWrites];
  checkBatchBytes(writes);
  const [version] = await ctx.commit(writes);
  if (version === undefined) throw new Error('a draw has a version');
  return { ref, data, version };
}

/**
 * Reads all entries and draws from them. It reads them again when the whole pool of candidates is
 * gone meanwhile.
 */
async function drawOnce(ctx: Context, draw: Draw): Promise<Effect<StoredDocument>> {
  // Reading the entries costs most, so a repeated request is found before it.
  const before = draw.repeat && (await findEffect(ctx, draw));
  if (before !== undefined) return before;
  const deadline = ctx.now() + budgetMicros;
  for (let reading = 0; reading < readingsMax; reading += 1) {
    const pool = await collectCandidates(ctx, draw.raffle, draw.count, deadline);
    const effect = await createOnce(ctx, draw, {
      prepare: async () => ({ prepared: undefined }),
      commit: (now, _prepared, marks) => commitDraw(now, draw, pool, marks),
    });
    if (effect.by !== 'this attempt') return effect;
    if (effect.answer !== undefined) return { ...effect, answer: effect.answer };
  }
  throw new Problem('contention');
}

function drawnBy(effect: Effect<StoredDocument>): StoredDocument {
  if (effect.by === 'earlier request') return effect.documents[0];
  return effect.by === 'lost attempt' ? effect.own : effect.answer;
}

/**
 * Draws `count` winners of a giveaway, uniformly among its live entries. A person wins at most once
 * across all its draws. The random numbers come from the cryptographic source, so nobody knows the
 * winners before. One commit writes all winners, in the versions in which they were read. When a
 * winner is deleted, corrected or drawn elsewhere meanwhile, the next candidate wins. When fewer
 * than `count` can win, all of them win, and the answer says so. Costs one read an entry and about
 * four a winner.
 * @throws Problem `scope-missing`, `record-not-found`, `validation-failed`, `category-off`,
 * `draw-not-offered`, `draw-unfinished`, `batch-too-large`, `idempotency-mismatch`,
 * `idempotency-record-gone`, `contention`
 */
export async function drawWinners(
  ctx: Context,
  { raffleId, body, idempotencyKey: key }: DrawInput,
): Promise<Answered<Awaited<ReturnType<typeof renderDraw>>>> {
  rightToWork(raffleParticipations.id)(ctx);
  const { count } = parse(drawInput, body);
  worksOnRaffles(ctx);
  const raffle = await getRaffle(ctx, raffleId);
  if (raffle.kind === 'instant_win') throw new Problem('draw-not-offered');
  const id = newRecordId(ctx);
  const own = drawRef(ctx.tenant, id);
  const kept = { collection: raffleDraws.id, rule: () => liveRuleOf(ctx, raffleDraws) };
  const request = { ...kept, key, body: { raffleId, body }, ids: [id] };
  const repeat = await describeRepeat(ctx, request);
  const effect = await drawOnce(ctx, { own, repeat, right: worksOnRaffles, id, raffle, count });
  const answer = await renderDraw(ctx, drawnBy(effect));
  return { answer, replayed: effect.by === 'earlier request' };
}
