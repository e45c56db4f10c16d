import { formatInstant, type Instant } from '#shared/base/time/instant.ts';
import type { Context } from '#shared/records/context.ts';
import { openReadable } from '#shared/records/open-readable.ts';
import { liveRuleOf } from '#shared/settings/live-rule.ts';
import { isRecordId } from '#shared/store/document-ids.ts';
import { isLive, liveQuery } from '#shared/store/live.ts';
import type { DocumentData, DocumentRef, StoredDocument } from '#shared/store/store.ts';
import { isBlank } from './blank-winner.ts';
import { latestDrawnFirst, raffleDraws, raffleWinners } from './collections.ts';
import { drawCountMax } from './draw-input.ts';
import { announcedOf, drawnOf, resultOf } from './draw-published.ts';
import type { Warning } from './render-raffle.ts';
import type { ReplacementReason } from './verification/draw-format.ts';
import { renderWinner } from './winner.ts';

export function drawRef(tenant: string, id: string): DocumentRef {
  return { tenant, collection: raffleDraws.id, id };
}

/** Finds a live draw by its id, with one read. */
export async function findDraw(ctx: Context, id: string): Promise<StoredDocument | undefined> {
  if (!isRecordId(id)) return undefined;
  const found = await ctx.store.get(drawRef(ctx.tenant, id));
  return isLive(found, liveRuleOf(ctx, raffleDraws)) ? found : undefined;
}

/** True if the winners of a draw were drawn. Until then the draw contains only its announcement. */
export function isDrawn(data: DocumentData): boolean {
  return data['drawn_at'] !== undefined;
}

/** True if a draw is a replacement, which continues another draw. */
export function isReplacement(data: DocumentData): boolean {
  return data['root_id'] !== undefined;
}

/** Reads the live winners of a draw, in the order of the draw, with one query. */
export async function readWinners(ctx: Context, drawId: string): Promise<StoredDocument[]> {
  const winners = await ctx.store.query(
    liveQuery(liveRuleOf(ctx, raffleWinners), {
      collection: raffleWinners.id,
      tenant: ctx.tenant,
      where: [{ field: 'draw_id', op: '==', value: drawId }],
      orderBy: latestDrawnFirst,
      limit: drawCountMax,
    }),
  );
  return winners.toSorted(
    (left, right) => (left.data['rank'] as number) - (right.data['rank'] as number),
  );
}

function drawWarnings({ count, drawn }: DocumentData): Warning[] {
  if ((drawn as number) >= (count as number)) return [];
  const detail = 'Fewer people could win than you asked for, so all of them were drawn.';
  return [{ code: 'fewer-than-asked', detail }];
}

/**
 * Returns the part of an answer with which people can check a draw. For a replacement this is only
 * its place, the replaced place and the reason. To check a replacement, people use the file of the
 * draw that it continues.
 */
async function renderOwn(document: StoredDocument) {
  const { data } = document;
  if (isReplacement(data))
    return {
      place: data['place'] as number,
      replaces: { draw_id: data['root_id'] as string, place: data['replaces'] as number },
      reason: data['reason'] as ReplacementReason,
    };
  const { entrants, entrants_sha256, seed_sha256 } = announcedOf(document);
  const commitment = data['commitment'] as string;
  const announced = { entrants, entrants_sha256, seed_sha256, commitment };
  if (!isDrawn(data)) return { check: announced };
  const { places, ...published } = drawnOf(data);
  return { places, check: { ...announced, ...published, result: resultOf(document) } };
}

/**
 * Renders a draw with its live winners for an answer. `drawn` is the number of winners that were
 * drawn. Winners that were deleted or restricted later count in `drawn`, but are not in `winners`.
 */
export async function renderDraw(ctx: Context, document: StoredDocument) {
  const { ref, data } = document;
  const isDone = isDrawn(data);
  const winners = isDone ? await readWinners(ctx, ref.id) : [];
  const shown = winners.filter((winner) => !isBlank(winner));
  return {
    id: ref.id,
    raffle_id: data['raffle_id'] as string,
    state: isDone ? ('drawn' as const) : ('committed' as const),
    committed_at: formatInstant(data['created_at'] as Instant),
    ...(isDone && { drawn_at: formatInstant(data['drawn_at'] as Instant) }),
    expires_at: formatInstant(data['expires_at'] as Instant),
    count: data['count'] as number,
    drawn: data['drawn'] as number,
    ...(await renderOwn(document)),
    winners: await openReadable(ctx, shown, (winner) => renderWinner(ctx, winner)),
    warnings: isDone ? drawWarnings(data) : [],
  };
}

/** A draw in the form of an answer. */
export type RenderedDraw = Awaited<ReturnType<typeof renderDraw>>;
