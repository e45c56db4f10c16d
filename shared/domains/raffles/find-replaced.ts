import { Problem } from '#shared/base/problems/problem.ts';
import type { Context } from '#shared/records/context.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { raffleWinners } from './collections.ts';
import { findDraw, isDrawn, readWinners } from './draw.ts';
import type { DrawInput } from './draw-input.ts';
import { placesIn, type StoredPlace } from './draw-places.ts';
import type { Raffle } from './raffle.ts';
import { findWinners } from './winner.ts';

/** The place of a draw that a caller wants to replace. */
type Named = { readonly draw_id: string; readonly place: number };

function refuse(): never {
  const rule = 'a winner or a place of a draw of this raffle';
  throw new Problem('validation-failed', { errors: [{ pointer: '/replaces', rule }] });
}

async function placeOf(
  ctx: Context,
  raffle: Raffle,
  replaces: NonNullable<DrawInput['replaces']>,
): Promise<Named> {
  if (typeof replaces !== 'string') return replaces;
  const ref = { tenant: ctx.tenant, collection: raffleWinners.id, id: replaces };
  const { found, live } = await findWinners(ctx, [ref]);
  const data = live.has(replaces) ? found[0]?.data : undefined;
  if (data?.['raffle_id'] !== raffle.id || data['draw_id'] === undefined) return refuse();
  return { draw_id: data['draw_id'] as string, place: data['rank'] as number };
}

/**
 * Finds the draw and the place that `replaces` names. If `replaces` names the draw of a
 * replacement, the function finds the original draw instead.
 * @throws Problem `validation-failed`
 */
export async function findReplaced(
  ctx: Context,
  raffle: Raffle,
  replaces: NonNullable<DrawInput['replaces']>,
): Promise<{ readonly root: StoredDocument; readonly place: number }> {
  const { draw_id: drawId, place } = await placeOf(ctx, raffle, replaces);
  const named = await findDraw(ctx, drawId);
  const rootId = named?.data['root_id'] as string | undefined;
  const root = rootId === undefined ? named : await findDraw(ctx, rootId);
  if (root === undefined || root.data['raffle_id'] !== raffle.id || !isDrawn(root.data))
    return refuse();
  if (placesIn(root.data).length < place) return refuse();
  return { root, place };
}

/**
 * Returns the place if its winner was not replaced yet.
 * @throws Problem `already-replaced`, `validation-failed` if there is no such place
 */
export function requireUnreplaced({ data }: StoredDocument, place: number): StoredPlace {
  const places = placesIn(data);
  if (places.some(({ replaces }) => replaces === place)) throw new Problem('already-replaced');
  const found = places[place - 1];
  return found ?? refuse();
}

/**
 * Finds the winner of a place, with one query. The result is undefined if the winner is no longer
 * live.
 */
export async function findWinnerOf(
  ctx: Context,
  root: StoredDocument,
  { place, draw_id: drawId }: StoredPlace,
): Promise<StoredDocument | undefined> {
  const winners = await readWinners(ctx, drawId ?? root.ref.id);
  return winners.find(({ data }) => data['rank'] === place);
}
