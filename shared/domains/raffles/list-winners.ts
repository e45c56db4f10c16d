import { keepRenewed, renewCaller } from '#shared/access/renew-caller.ts';
import { requireScope, rightTo } from '#shared/access/scope.ts';
import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import type { Context } from '#shared/records/context.ts';
import {
  categoryExport,
  type ExportSource,
  type Row,
  startingWith,
} from '#shared/records/export-records.ts';
import { handOut } from '#shared/records/hand-out.ts';
import { openReadable } from '#shared/records/open-readable.ts';
import { findPage, type PageRequest, pageSizeMax } from '#shared/records/page.ts';
import { liveRuleOf } from '#shared/settings/live-rule.ts';
import { isBlank } from './blank-winner.ts';
import { latestDrawnFirst, raffleWinners } from './collections.ts';
import { getRaffle, type Raffle } from './raffle.ts';
import { requireReadOrWork } from './require-read-or-work.ts';
import { openPersonal, renderWinner } from './winner.ts';

const personal = Object.keys(raffleParticipations.fields).filter(
  (name) => !['raffle_id', 'outcome', 'prize'].includes(name),
);

/** The columns of an export of winners, in order. */
export const winnerColumns: readonly string[] = [
  'id',
  'raffle_id',
  'draw_id',
  'rank',
  'prize',
  'participation_id',
  'participated_at',
  'drawn_at',
  'replaced_at',
  'replaced_reason',
  'expires_at',
  ...personal,
];

function findWinnersOf(ctx: Context, raffle: Raffle, page: PageRequest) {
  return findPage(
    ctx,
    {
      collection: raffleWinners.id,
      rule: liveRuleOf(ctx, raffleWinners),
      where: [{ field: 'raffle_id', op: '==', value: raffle.id }],
      orderBy: latestDrawnFirst,
      scope: [raffleWinners.id, raffle.id],
    },
    page,
  );
}

/**
 * Lists the live winners of a raffle, from draws or instant wins, the latest first. It leaves out
 * winners whose participation is restricted. It costs one read and one query for each page.
 * @throws Problem `scope-missing`, `record-not-found`, `cursor-invalid`
 */
export async function listWinners(
  ctx: Context,
  input: { readonly raffleId: string; readonly page: PageRequest },
) {
  requireReadOrWork(ctx.scopes, raffleParticipations.id);
  const raffle = await getRaffle(ctx, input.raffleId);
  const found = await findWinnersOf(ctx, raffle, input.page);
  const shown = found.items.filter((winner) => !isBlank(winner));
  const items = await openReadable(ctx, shown, (winner) => renderWinner(ctx, winner));
  return { ...found, items };
}

/**
 * Returns the live winners of a raffle for a CSV file, page by page. It leaves out winners whose
 * participation is restricted. The first page is read before this function resolves.
 * @throws Problem `scope-missing`, `record-not-found`
 */
export async function exportWinners(ctx: Context, raffleId: string): Promise<AsyncIterable<Row>> {
  requireScope(ctx.scopes, `${raffleParticipations.id}:export`);
  const rows = winnerRows(ctx, await getRaffle(ctx, raffleId));
  return startingWith(await rows.next(), rows);
}

async function* winnerRows(ctx: Context, raffle: Raffle): AsyncGenerator<Row> {
  const right = rightTo(`${raffleParticipations.id}:export`);
  const look = keepRenewed(ctx, right);
  let cursor: string | undefined;
  do {
    const now = await renewCaller(ctx);
    right(now);
    const page = await findWinnersOf(now, raffle, { limit: pageSizeMax, cursor });
    const shown = page.items.filter((winner) => !isBlank(winner));
    yield* handOut(look, raffleWinners, shown, async (winner) => ({
      ...(await renderWinner(ctx, winner)),
      ...(await openPersonal(ctx, winner)),
    }));
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
}

/**
 * Returns the source of an export of the live participants of one raffle.
 * @throws Problem `scope-missing`, `record-not-found`
 */
export async function participantsExport(ctx: Context, raffleId: string): Promise<ExportSource> {
  requireScope(ctx.scopes, `${raffleParticipations.id}:export`);
  const { id } = await getRaffle(ctx, raffleId);
  const all = categoryExport(raffleParticipations);
  const where = [{ field: 'raffle_id', op: '==', value: id }] as const;
  return { ...all, where, countBy: all.orderBy, name: 'participants' };
}
