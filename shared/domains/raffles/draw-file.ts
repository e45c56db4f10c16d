import { keepRenewed } from '#shared/access/renew-caller.ts';
import type { Right } from '#shared/access/scope.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { formatInstant, type Instant } from '#shared/base/time/instant.ts';
import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import type { Context } from '#shared/records/context.ts';
import { liveRuleOf } from '#shared/settings/live-rule.ts';
import { isLive } from '#shared/store/live.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { raffleDraws } from './collections.ts';
import { findDraw, isDrawn } from './draw.ts';
import { announcedOf, drawnOf, resultOf } from './draw-published.ts';
import { readEntrants } from './entrant-chunks.ts';
import { countOf, linesOf } from './entrant-rows.ts';
import { requireReadOrWork } from './require-read-or-work.ts';
import { drawFormat } from './verification/draw-format.ts';

/** The number of lines that are sent in one piece of 33 to 66 kB. */
const linesAtOnce = 1_000;

const mayRead: Right = ({ scopes }) => requireReadOrWork(scopes, raffleParticipations.id);

/**
 * The header of a draw file. It contains all published facts about the draw, and nothing about a
 * person.
 */
export function drawHeader(draw: StoredDocument): object {
  const { data } = draw;
  const announced = { ...announcedOf(draw), commitment: data['commitment'] as string };
  if (!isDrawn(data)) return { format: drawFormat, state: 'committed', ...announced };
  const { places, ...published } = drawnOf(data);
  return {
    format: drawFormat,
    state: 'drawn',
    ...announced,
    drawn_at: formatInstant(data['drawn_at'] as Instant),
    ...published,
    places: places.map(({ draw_id: _draw, ...place }) => place),
    result: resultOf(draw),
  };
}

/**
 * Finds a draw by its id. A replacement is a separate draw of a new winner in place of an earlier
 * winner. If the id belongs to a replacement, the result is the draw that the replacement
 * continues.
 * @throws Problem `record-not-found`
 */
async function findRoot(ctx: Context, id: string): Promise<StoredDocument> {
  const named = await findDraw(ctx, id);
  const rootId = named?.data['root_id'] as string | undefined;
  const root = rootId === undefined ? named : await findDraw(ctx, rootId);
  if (root === undefined) throw new Problem('record-not-found');
  return root;
}

/**
 * Returns the draw file as text. The file contains everything that is needed to check a draw: a
 * line of JSON, then one line for each entrant. A replacement is in the file of the draw that it
 * continues. Before this function resolves, it reads the list of entrants into memory: 20 bytes for
 * each entrant. While the file is sent, rights and expiry are checked again.
 * @throws Problem `scope-missing`, `record-not-found`
 */
export async function readDrawFile(
  ctx: Context,
  id: string,
): Promise<{ readonly drawId: string; readonly lines: AsyncGenerator<Uint8Array, void> }> {
  mayRead(ctx);
  const draw = await findRoot(ctx, id);
  const rows = await readEntrants(ctx, draw.ref.id, draw.data['entrants'] as number);
  const look = keepRenewed(ctx, mayRead);
  async function* lines(): AsyncGenerator<Uint8Array, void> {
    yield Buffer.from(`${JSON.stringify(drawHeader(draw))}\n`, 'utf8');
    for (let from = 0; from < countOf(rows); from += linesAtOnce) {
      if (!isLive(draw, liveRuleOf(await look(), raffleDraws)))
        throw new Problem('record-not-found');
      yield Buffer.from(linesOf(rows, from, Math.min(countOf(rows), from + linesAtOnce)), 'utf8');
    }
  }
  return { drawId: draw.ref.id, lines: lines() };
}
