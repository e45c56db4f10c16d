import { Problem } from '#shared/base/problems/problem.ts';
import {
  createOnce,
  type Effect,
  findEffect,
  type OnceRequest,
} from '#shared/records/commit-once.ts';
import type { CheckedContext, Context } from '#shared/records/context.ts';
import { purgeShard } from '#shared/store/document-ids.ts';
import type { DocumentData, StoredDocument, Write } from '#shared/store/store.ts';
import { chooseWinners, type DrawOrder } from './choose-winners.ts';
import { findDraw } from './draw.ts';
import type { DrawInput } from './draw-input.ts';
import { encodePlaces, placesIn } from './draw-places.ts';
import { drawnOf } from './draw-published.ts';
import { findReplaced, findWinnerOf, requireUnreplaced } from './find-replaced.ts';
import { type Announce, readOrder } from './finish-draw.ts';
import type { Raffle } from './raffle.ts';
import type { ReplacementReason } from './verification/draw-format.ts';
import { replacedData } from './winner.ts';
import { winnerWrites } from './winner-writes.ts';

type Replacement = OnceRequest & {
  readonly raffle: Raffle;
  readonly replaces: NonNullable<DrawInput['replaces']>;
  readonly reason: ReplacementReason;
  readonly announce: Announce;
};

/**
 * A replacement before it is stored: the id of its own draw, the place that it replaces, and the
 * reason.
 */
type Change = { readonly id: string; readonly place: number; readonly reason: ReplacementReason };

function replacementData(
  ctx: Context,
  root: StoredDocument,
  { id, place: replaces, reason }: Change,
  { drawnAt, place }: { readonly drawnAt: number; readonly place: number },
): DocumentData {
  return {
    created_at: drawnAt,
    // A replacement expires together with the draw that it continues.
    expires_at: root.data['expires_at'],
    purge_shard: purgeShard(id, ctx.purgeShards),
    raffle_id: root.data['raffle_id'],
    count: 1,
    drawn: 1,
    drawn_at: drawnAt,
    root_id: root.ref.id,
    place,
    replaces,
    reason,
  };
}

async function commitReplacement(
  ctx: CheckedContext,
  root: StoredDocument,
  { order, change }: { readonly order: DrawOrder; readonly change: Change },
  { own, marks }: { readonly own: OnceRequest['own']; readonly marks: readonly Write[] },
): Promise<StoredDocument> {
  const replaced = requireUnreplaced(root, change.place);
  const places = placesIn(root.data);
  const drawnAt = ctx.nextInstants(1);
  const after = places.at(-1)?.position ?? 0;
  const raffleId = root.data['raffle_id'] as string;
  const [chosen] = await chooseWinners(ctx, raffleId, order, { after, count: 1 });
  if (chosen === undefined) throw new Problem('nobody-left');
  const { position, entrant } = chosen;
  const { reason } = change;
  const place = places.length + 1;
  const won = { place, position, entrant, replaces: change.place, reason, draw_id: own.id };
  const data = replacementData(ctx, root, change, { drawnAt, place });
  const winner = await findWinnerOf(ctx, root, replaced);
  const marked: Write[] =
    winner === undefined
      ? []
      : [
          {
            kind: 'update',
            ref: winner.ref,
            data: replacedData({ at: drawnAt, reason }),
            version: winner.version,
          },
        ];
  const [version] = await ctx.commit([
    { kind: 'create', ref: own, data },
    {
      kind: 'update',
      ref: root.ref,
      data: { places: encodePlaces([...places, won]) },
      version: root.version,
    },
    ...(await winnerWrites(ctx, chosen, { drawnAt, drawId: own.id, rank: place })),
    ...marked,
    ...marks,
  ]);
  if (version === undefined) throw new Error('the commit returned no version for the draw');
  return { ref: own, data, version };
}

/**
 * Replaces a winner by the next entrant in the order that the seed of the draw decides. The
 * replaced winner stays in all lists, marked as replaced. A place can be replaced only once. The
 * new winner gets a new place, which can be replaced later. Before the new winner is chosen, the
 * function notes the replaced place and the reason in the manager log.
 * @throws Problem `validation-failed`, `record-not-found`, `already-replaced`, `nobody-left`,
 * `idempotency-mismatch`, `idempotency-record-gone`, `contention`, and the errors of `announce`
 */
export async function replaceWinner(
  ctx: Context,
  { raffle, replaces, reason, announce, ...request }: Replacement,
): Promise<Effect<StoredDocument>> {
  const before = request.repeat && (await findEffect(ctx, request));
  if (before !== undefined) return before;
  const { root, place } = await findReplaced(ctx, raffle, replaces);
  requireUnreplaced(root, place);
  await announce(`replaces:${root.ref.id}.${place}:${reason}`);
  const order = await readOrder(ctx, root, drawnOf(root.data));
  const change = { id: request.own.id, place, reason };
  return createOnce(ctx, request, {
    prepare: async () => ({ prepared: undefined }),
    async commit(now, _prepared, marks, attempt) {
      const found = attempt === 0 ? root : await findDraw(now, root.ref.id);
      if (found === undefined) throw new Problem('record-not-found');
      return commitReplacement(now, found, { order, change }, { own: request.own, marks });
    },
  });
}
