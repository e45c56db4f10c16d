import { Problem } from '#shared/base/problems/problem.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import { bcryptName } from '#shared/categories/stored-names.ts';
import type { Context } from '#shared/records/context.ts';
import { categoryRuleOf, liveRuleOf } from '#shared/settings/live-rule.ts';
import { newestFirst } from '#shared/store/category-collection.ts';
import { readPages } from '#shared/store/read-pages.ts';
import type { Order } from '#shared/store/store.ts';
import { type CandidatePool, createCandidatePool } from './candidate-pool.ts';
import { latestDrawnFirst, raffleWinners } from './collections.ts';
import type { Raffle } from './raffle.ts';
import { personOf } from './winner.ts';

const keyBytes = 16;

/**
 * Adds spare candidates. They replace winners that are deleted, corrected or drawn by another draw
 * meanwhile.
 */
function poolSize(count: number): number {
  return 2 * count + 50;
}

/** A page needs the fields that it is ordered by. */
function instantsOf(orders: readonly Order[]): string[] {
  return orders.map(({ field }) => field);
}

/**
 * Persons that won in the raffle before. Under the policy `once` this is empty, because a person's
 * only entry says itself that it won.
 */
async function findEarlierWinners(ctx: Context, raffle: Raffle): Promise<Set<string>> {
  const persons = new Set<string>();
  if (raffle.policy === 'once') return persons;
  const query = {
    collection: raffleWinners.id,
    where: [{ field: 'raffle_id', op: '==', value: raffle.id }] as const,
    orderBy: latestDrawnFirst,
    select: [...instantsOf(latestDrawnFirst), bcryptName('email')],
  };
  for await (const page of readPages(ctx, () => liveRuleOf(ctx, raffleWinners), query))
    for (const { data } of page) persons.add(personOf(data));
  return persons;
}

/**
 * Gives every live entry of a giveaway a random key and keeps the smallest ones. Costs one read an
 * entry, in pages. It decrypts and hashes nothing, and holds no more in memory than a page and the
 * pool.
 * @throws Problem `draw-unfinished` when `deadline` comes first
 */
export async function collectCandidates(
  ctx: Context,
  raffle: Raffle,
  count: number,
  deadline: Instant,
): Promise<CandidatePool> {
  const pool = createCandidatePool(poolSize(count));
  const won = await findEarlierWinners(ctx, raffle);
  const query = {
    collection: raffleParticipations.id,
    where: [{ field: 'raffle_id', op: '==', value: raffle.id }] as const,
    orderBy: newestFirst,
    select: [...instantsOf(newestFirst), bcryptName('email'), 'outcome'],
  };
  for await (const page of readPages(ctx, () => categoryRuleOf(ctx, raffleParticipations), query)) {
    if (ctx.now() >= deadline) throw new Problem('draw-unfinished');
    const keys = Buffer.from(ctx.randomBytes(keyBytes * page.length));
    for (const [index, { ref, data }] of page.entries()) {
      const person = personOf(data);
      if (data['outcome'] === 'won' || won.has(person)) continue;
      const at = index * keyBytes;
      pool.offer({ key: keys.toString('hex', at, at + keyBytes), person, ref });
    }
  }
  return pool;
}
