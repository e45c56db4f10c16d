import { formatInstant, type Instant } from '#shared/base/time/instant.ts';
import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import type { Context } from '#shared/records/context.ts';
import { openReadable } from '#shared/records/open-readable.ts';
import { liveRuleOf } from '#shared/settings/live-rule.ts';
import { expiryOf } from '#shared/settings/retention.ts';
import { purgeShard } from '#shared/store/document-ids.ts';
import { liveQuery } from '#shared/store/live.ts';
import type { DocumentData, DocumentRef, StoredDocument } from '#shared/store/store.ts';
import { isBlank } from './blank-winner.ts';
import { latestDrawnFirst, raffleDraws, raffleWinners } from './collections.ts';
import type { Warning } from './render-raffle.ts';
import { renderWinner } from './winner.ts';

/** Most winners of one draw, because one commit writes them all. */
export const drawCountMax = 500;

export function drawRef(tenant: string, id: string): DocumentRef {
  return { tenant, collection: raffleDraws.id, id };
}

/** The fields of a draw as it is stored. */
export function drawData(
  ctx: Context,
  draw: {
    readonly id: string;
    readonly raffleId: string;
    readonly drawnAt: Instant;
    readonly count: number;
    readonly drawn: number;
  },
): DocumentData {
  return {
    created_at: draw.drawnAt,
    expires_at: expiryOf(ctx.settings, raffleParticipations, {}, draw.drawnAt),
    purge_shard: purgeShard(draw.id, ctx.purgeShards),
    raffle_id: draw.raffleId,
    count: draw.count,
    drawn: draw.drawn,
  };
}

/** The live winners of a draw, in the order in which they were drawn: one query. */
async function readWinners(ctx: Context, drawId: string): Promise<StoredDocument[]> {
  const winners = await ctx.store.query(
    liveQuery(liveRuleOf(ctx, raffleWinners), {
      collection: raffleWinners.id,
      tenant: ctx.tenant,
      where: [{ field: 'draw_id', op: '==', value: drawId }],
      orderBy: latestDrawnFirst,
      limit: drawCountMax,
    }),
  );
  return winners
    .filter((winner) => !isBlank(winner))
    .toSorted((left, right) => (left.data['rank'] as number) - (right.data['rank'] as number));
}

function drawWarnings(count: number, drawn: number): Warning[] {
  if (drawn >= count) return [];
  const detail = 'Fewer people could win than were to be drawn: all of them were drawn.';
  return [{ code: 'fewer-than-asked', detail }];
}

/**
 * A draw with its live winners, as interfaces answer it. `drawn` is how many it drew, even if some
 * of them are gone since.
 */
export async function renderDraw(ctx: Context, { ref, data }: StoredDocument) {
  const winners = await readWinners(ctx, ref.id);
  const [count, drawn] = [data['count'] as number, data['drawn'] as number];
  return {
    id: ref.id,
    raffle_id: data['raffle_id'] as string,
    drawn_at: formatInstant(data['created_at'] as Instant),
    expires_at: formatInstant(data['expires_at'] as Instant),
    count,
    drawn,
    winners: await openReadable(ctx, winners, (winner) => renderWinner(ctx, winner)),
    warnings: drawWarnings(count, drawn),
  };
}
