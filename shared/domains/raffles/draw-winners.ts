import { rightToWork } from '#shared/access/scope.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import type { Effect } from '#shared/records/commit-once.ts';
import type { Context } from '#shared/records/context.ts';
import { describeRepeat } from '#shared/records/idempotency.ts';
import { liveRuleOf } from '#shared/settings/live-rule.ts';
import { newRecordId } from '#shared/store/document-ids.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { announceDraw } from './announce-draw.ts';
import { raffleDraws } from './collections.ts';
import { type Answered, worksOnRaffles } from './create-raffle.ts';
import { drawRef, type RenderedDraw, renderDraw } from './draw.ts';
import { drawInput } from './draw-input.ts';
import { type Announce, drawAnnounced } from './finish-draw.ts';
import { getRaffle } from './raffle.ts';
import { replaceWinner } from './replace-winner.ts';

/** The draw of this request, or of an earlier request with the same `Idempotency-Key`. */
export function documentOf(effect: Effect<StoredDocument>): StoredDocument {
  if (effect.by === 'earlier request') return effect.documents[0];
  return effect.by === 'lost attempt' ? effect.own : effect.answer;
}

type Input = {
  readonly raffleId: string;
  readonly body: unknown;
  readonly idempotencyKey: string | undefined;
  readonly announce: Announce;
};

/**
 * Draws `count` winners of a giveaway. All live entries of the giveaway have the same chance. A
 * person wins at most once in all draws of a raffle. First the list of entrants and a seed are
 * stored, and a commitment to both is noted in the manager log. Then the seed decides who wins.
 * With `announce_only` the function stops after the announcement, and `finishDraw` draws later. If
 * the process is killed after the announcement, a repeated request or `finishDraw` completes the
 * draw. If fewer than `count` entrants can win, all of them win, and the answer contains a warning.
 * With `replaces` the function replaces one winner by the next entrant in the order of the draw.
 * @throws Problem `scope-missing`, `record-not-found`, `validation-failed`, `category-off`,
 * `draw-not-offered`, `draw-unfinished`, `already-replaced`, `nobody-left`, `batch-too-large`,
 * `idempotency-mismatch`, `idempotency-record-gone`, `contention`, and the errors of `announce`
 */
export async function drawWinners(
  ctx: Context,
  { raffleId, body, idempotencyKey: key, announce }: Input,
): Promise<Answered<RenderedDraw>> {
  rightToWork(raffleParticipations.id)(ctx);
  const { count, announce_only: isAnnouncedOnly, replaces, reason } = parse(drawInput, body);
  worksOnRaffles(ctx);
  const raffle = await getRaffle(ctx, raffleId);
  if (raffle.kind === 'instant_win') throw new Problem('draw-not-offered');
  const id = newRecordId(ctx);
  const kept = { collection: raffleDraws.id, rule: () => liveRuleOf(ctx, raffleDraws) };
  const repeat = await describeRepeat(ctx, { ...kept, key, body: { raffleId, body }, ids: [id] });
  const request = { own: drawRef(ctx.tenant, id), repeat, right: worksOnRaffles, raffle };
  const effect =
    replaces === undefined || reason === undefined
      ? await announceDraw(ctx, { ...request, count })
      : await replaceWinner(ctx, { ...request, replaces, reason, announce });
  const replayed = effect.by === 'earlier request';
  const made = documentOf(effect);
  if (replaces !== undefined) return { answer: await renderDraw(ctx, made), replayed };
  if (isAnnouncedOnly !== true) {
    const drawn = await drawAnnounced(ctx, made, { announce });
    return { answer: await renderDraw(ctx, drawn), replayed };
  }
  await announce(`commitment:${String(made.data['commitment'])}`);
  return { answer: await renderDraw(ctx, made), replayed };
}
