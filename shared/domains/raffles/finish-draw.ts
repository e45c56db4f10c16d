import { retryChecked } from '#shared/access/commit-checked.ts';
import { rightToWork } from '#shared/access/scope.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import { checkBatchBytes } from '#shared/records/batch-limits.ts';
import type { CheckedContext, Context } from '#shared/records/context.ts';
import type { DocumentData, StoredDocument, Write } from '#shared/store/store.ts';
import { chooseWinners, type DrawOrder } from './choose-winners.ts';
import { worksOnRaffles } from './create-raffle.ts';
import { findDraw, isDrawn, isReplacement, type RenderedDraw, renderDraw } from './draw.ts';
import { drawCipher } from './draw-cipher.ts';
import { finishInput } from './draw-input.ts';
import { orderEntrants } from './draw-order.ts';
import { encodePlaces } from './draw-places.ts';
import { openSeed } from './draw-seed.ts';
import { readEntrants } from './entrant-chunks.ts';
import type { Drawn } from './verification/draw-format.ts';
import { winnerWrites } from './winner-writes.ts';

/**
 * Notes in the manager log what will be drawn, before winners are drawn. `outcome` is the text for
 * the field `outcome` of the entry: the commitment of a draw, or the place that a replacement
 * replaces.
 */
export type Announce = (outcome: string) => Promise<void>;

/** Reads the entrants of a draw, and puts them into the order of its seed. */
export async function readOrder(
  ctx: Context,
  { ref, data }: Pick<StoredDocument, 'ref' | 'data'>,
  by: Pick<Drawn, 'seed' | 'public_value'>,
): Promise<DrawOrder> {
  const [rows, cipher] = await Promise.all([
    readEntrants(ctx, ref.id, data['entrants'] as number),
    drawCipher(ctx, ref.id),
  ]);
  return { rows, cipher, order: await orderEntrants(rows, by) };
}

/** The data of a finished draw: the seed is no longer encrypted, but public. */
function drawnData(
  { seed_aes: _sealed, dek: _key, enc: _format, ...announced }: DocumentData,
  result: DocumentData,
): DocumentData {
  return { ...announced, ...result };
}

type Seeded = { readonly seed: string; readonly public_value?: string };

/** Makes the commit that finishes an announced draw. */
async function commitDrawn(
  ctx: CheckedContext,
  found: StoredDocument,
  by: Seeded,
  order: DrawOrder,
): Promise<StoredDocument> {
  const { ref, data, version } = found;
  const [raffleId, count] = [data['raffle_id'] as string, data['count'] as number];
  // The clock gives the instant of the draw before any participation is read. So every
  // participation that is live when it is read was also live at that instant.
  const drawnAt = ctx.nextInstants(1);
  const chosen = await chooseWinners(ctx, raffleId, order, { after: 0, count });
  const places = chosen.map(({ position, entrant }, at) => ({ place: at + 1, position, entrant }));
  const result = { drawn_at: drawnAt, drawn: chosen.length, places: encodePlaces(places), ...by };
  const drawn = drawnData(data, result);
  const winners = await Promise.all(
    chosen.map((each, at) => winnerWrites(ctx, each, { drawnAt, drawId: ref.id, rank: at + 1 })),
  );
  const writes: Write[] = [{ kind: 'replace', ref, data: drawn, version }, ...winners.flat()];
  checkBatchBytes(writes);
  const [written] = await ctx.commit(writes);
  if (written === undefined) throw new Error('the commit returned no version for the draw');
  return { ref, data: drawn, version: written };
}

/**
 * Refuses a request to finish a draw again with another public value, because a finished draw does
 * not change.
 */
function requireSameValue({ data }: StoredDocument, publicValue: string | undefined): void {
  if (publicValue !== undefined && publicValue !== data['public_value'])
    throw new Problem('draw-finished');
}

/**
 * Draws the winners of an announced draw. First it notes the commitment in the manager log. If the
 * log cannot be written, no winner is drawn. One commit writes all winners, and requires that no
 * chosen participation has changed since it was read. If another request deletes or corrects a
 * chosen participation meanwhile, or lets it win in another draw, the commit fails and the function
 * chooses again. If two calls run at the same time, only one of them draws, and both return this
 * draw.
 * @throws Problem `record-not-found`, `draw-finished`, `batch-too-large`, `contention`, and the
 * errors of `announce`
 */
export async function drawAnnounced(
  ctx: Context,
  announced: StoredDocument,
  { announce, publicValue }: { readonly announce: Announce; readonly publicValue?: string },
): Promise<StoredDocument> {
  if (isDrawn(announced.data)) {
    requireSameValue(announced, publicValue);
    return announced;
  }
  await announce(`commitment:${String(announced.data['commitment'])}`);
  const seed = await openSeed(ctx, announced);
  const by = { seed, ...(publicValue !== undefined && { public_value: publicValue }) };
  const order = await readOrder(ctx, announced, by);
  return retryChecked(ctx, worksOnRaffles, async (now, attempt) => {
    const found = attempt === 0 ? announced : await findDraw(now, announced.ref.id);
    if (found === undefined) throw new Problem('record-not-found');
    if (!isDrawn(found.data)) return commitDrawn(now, found, by, order);
    requireSameValue(found, publicValue);
    return found;
  });
}

/**
 * Draws the winners of an announced draw, even if the draw was interrupted after its announcement.
 * @throws Problem `scope-missing`, `validation-failed`, `category-off`, `record-not-found`,
 * `draw-finished`, `batch-too-large`, `contention`, and the errors of `announce`
 */
export async function finishDraw(
  ctx: Context,
  input: { readonly id: string; readonly body: unknown; readonly announce: Announce },
): Promise<RenderedDraw> {
  rightToWork(raffleParticipations.id)(ctx);
  const { public_value: publicValue } = parse(finishInput, input.body);
  worksOnRaffles(ctx);
  const found = await findDraw(ctx, input.id);
  if (found === undefined || isReplacement(found.data)) throw new Problem('record-not-found');
  const { announce } = input;
  const how = { announce, ...(publicValue !== null && { publicValue }) };
  return renderDraw(ctx, await drawAnnounced(ctx, found, how));
}
