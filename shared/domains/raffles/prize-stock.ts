import type { Context } from '#shared/records/context.ts';
import { liveRuleOf } from '#shared/settings/live-rule.ts';
import { purgeShard } from '#shared/store/document-ids.ts';
import { isLive } from '#shared/store/live.ts';
import type { DocumentRef, StoredDocument, Write } from '#shared/store/store.ts';
import { rafflePrizes } from './collections.ts';
import type { Raffle } from './raffle.ts';
import type { RaffleInput } from './raffle-input.ts';

/**
 * The number of pieces of a prize, and how many of them were given. A piece that was given never
 * returns to the stock.
 */
export type PrizeStock = {
  readonly document: StoredDocument;
  readonly prize: string;
  readonly quantity: number;
  awarded: number;
};

function stockRef(tenant: string, raffleId: string, prize: string): DocumentRef {
  return { tenant, collection: rafflePrizes.id, id: `${raffleId}.${prize}` };
}

/** The document references of a raffle's stock. */
export function prizeRefs(tenant: string, { id, prizes }: Raffle): DocumentRef[] {
  return prizes.map((prize) => stockRef(tenant, id, prize));
}

/** Writes that store the stock of a new instant win. */
export function stockWrites(
  ctx: Context,
  raffle: Raffle,
  prizes: NonNullable<RaffleInput['prizes']>,
): Write[] {
  return prizes.map(({ id: prize, quantity }) => {
    const ref = stockRef(ctx.tenant, raffle.id, prize);
    const data = {
      created_at: raffle.createdAt,
      expires_at: raffle.expiresAt,
      purge_shard: purgeShard(ref.id, ctx.purgeShards),
      ends_at: raffle.endsAt,
      raffle_id: raffle.id,
      prize,
      quantity,
      awarded: 0,
    };
    return { kind: 'create', ref, data };
  });
}

/**
 * Reads the live stock of several raffles with one read. The keys of the result are document ids.
 */
export async function readStock(
  ctx: Context,
  of: readonly Raffle[],
): Promise<Map<string, PrizeStock>> {
  const refs = of.flatMap((raffle) => prizeRefs(ctx.tenant, raffle));
  const found = refs.length === 0 ? [] : await ctx.store.getAll(refs);
  const rule = liveRuleOf(ctx, rafflePrizes);
  const live = found.filter((document) => isLive(document, rule));
  return new Map(
    live.map((document) => [
      document.ref.id,
      {
        document,
        prize: document.data['prize'] as string,
        quantity: document.data['quantity'] as number,
        awarded: document.data['awarded'] as number,
      },
    ]),
  );
}

/** The stock of one raffle, in the order of its prizes. */
export function stockOf(raffle: Raffle, stock: ReadonlyMap<string, PrizeStock>): PrizeStock[] {
  return raffle.prizes.flatMap((prize) => stock.get(`${raffle.id}.${prize}`) ?? []);
}

/** The prizes of a raffle for an answer. */
export function prizesOf(raffle: Raffle, stock: ReadonlyMap<string, PrizeStock>) {
  return stockOf(raffle, stock).map(({ prize, quantity, awarded }) => ({
    id: prize,
    quantity,
    awarded,
  }));
}
