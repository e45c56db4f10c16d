import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import type { Context } from '#shared/records/context.ts';
import { openReadable } from '#shared/records/open-readable.ts';
import { findPage, type PageRequest } from '#shared/records/page.ts';
import { liveRuleOf } from '#shared/settings/live-rule.ts';
import { newestRaffleFirst, raffles } from './collections.ts';
import { readStock } from './prize-stock.ts';
import { toRaffle } from './raffle.ts';
import { renderRaffle } from './render-raffle.ts';
import { requireReadOrWork } from './require-read-or-work.ts';

/**
 * Lists live raffles, the newest first. It costs one query for each page, and one read for the
 * stock of instant wins.
 * @throws Problem `scope-missing`, `cursor-invalid`
 */
export async function listRaffles(ctx: Context, page: PageRequest) {
  requireReadOrWork(ctx.scopes, raffleParticipations.id);
  const found = await findPage(
    ctx,
    {
      collection: raffles.id,
      rule: liveRuleOf(ctx, raffles),
      where: [],
      orderBy: newestRaffleFirst,
      scope: [raffles.id],
    },
    page,
  );
  const stock = await readStock(ctx, found.items.map(toRaffle));
  const items = await openReadable(ctx, found.items, (each) => renderRaffle(ctx, each, stock));
  return { ...found, items };
}
