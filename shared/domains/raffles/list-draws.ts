import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import type { Context } from '#shared/records/context.ts';
import { findPage, type PageRequest } from '#shared/records/page.ts';
import { liveRuleOf } from '#shared/settings/live-rule.ts';
import { newestFirst } from '#shared/store/category-collection.ts';
import { raffleDraws } from './collections.ts';
import { renderDraw } from './draw.ts';
import { getRaffle } from './raffle.ts';
import { requireReadOrWork } from './require-read-or-work.ts';

/** The most draws on a page. It is small, because a page contains the winners of each draw. */
const drawsMax = 20;

/**
 * Lists the draws of a raffle with their live winners, the latest first. It costs one read, one
 * query, and one more query for each finished draw. A page has at most twenty draws, even if the
 * caller asked for more.
 * @throws Problem `scope-missing`, `record-not-found`, `cursor-invalid`
 */
export async function listDraws(
  ctx: Context,
  input: { readonly raffleId: string; readonly page: PageRequest },
) {
  requireReadOrWork(ctx.scopes, raffleParticipations.id);
  const raffle = await getRaffle(ctx, input.raffleId);
  const found = await findPage(
    ctx,
    {
      collection: raffleDraws.id,
      rule: liveRuleOf(ctx, raffleDraws),
      where: [{ field: 'raffle_id', op: '==', value: raffle.id }],
      orderBy: newestFirst,
      scope: [raffleDraws.id, raffle.id],
    },
    { ...input.page, limit: Math.min(input.page.limit, drawsMax) },
  );
  const items = await Promise.all(found.items.map((draw) => renderDraw(ctx, draw)));
  return { ...found, items };
}
