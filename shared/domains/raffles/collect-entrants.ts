import { Problem } from '#shared/base/problems/problem.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import { bcryptName } from '#shared/categories/stored-names.ts';
import type { Context } from '#shared/records/context.ts';
import { categoryRuleOf, liveRuleOf } from '#shared/settings/live-rule.ts';
import { newestFirst } from '#shared/store/category-collection.ts';
import { readPages } from '#shared/store/read-pages.ts';
import type { Order, StoredDocument } from '#shared/store/store.ts';
import { idBytes } from '#shared/vault/open/records/id-cipher.ts';
import { latestDrawnFirst, raffleWinners } from './collections.ts';
import { drawCipher } from './draw-cipher.ts';
import { createEntrantRows, type EntrantRows } from './entrant-rows.ts';
import type { Raffle } from './raffle.ts';
import { personOf } from './winner.ts';

/** The fields that must be read so that a page can be sorted. */
function instantsOf(orders: readonly Order[]): string[] {
  return orders.map(({ field }) => field);
}

/**
 * Finds the persons who have already won in the raffle. With the policy `once` no search is needed:
 * a person has only one entry, and the entry says whether it won.
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
 * Gives each person a number. With the policy `once` each entry belongs to a different person, so
 * no hashes of persons are kept in memory.
 */
function numberPersons({ policy }: Raffle): (person: string) => number {
  const numbers = new Map<string, number>();
  let next = 0;
  return (person) => {
    if (policy === 'once') return next++;
    const known = numbers.get(person);
    if (known !== undefined) return known;
    numbers.set(person, next);
    return next++;
  };
}

/**
 * Returns the entrants of a draw: all live entries of a giveaway, except entries of persons who
 * have already won in this giveaway. The function reads each entry once, in pages. It decrypts
 * nothing, and computes no lookup hash. In memory it needs one page, and 20 bytes for each entry.
 * If persons may enter more than once, it also keeps their hashes in memory.
 * @throws Problem `draw-unfinished` if `deadline` is reached first
 */
export async function collectEntrants(
  ctx: Context,
  raffle: Raffle,
  drawId: string,
  deadline: Instant,
): Promise<EntrantRows> {
  const rows = createEntrantRows();
  const [won, cipher] = await Promise.all([
    findEarlierWinners(ctx, raffle),
    drawCipher(ctx, drawId),
  ]);
  const numberOf = numberPersons(raffle);
  const mayWin = ({ data }: StoredDocument) =>
    data['outcome'] !== 'won' && !won.has(personOf(data));
  const query = {
    collection: raffleParticipations.id,
    where: [{ field: 'raffle_id', op: '==', value: raffle.id }] as const,
    orderBy: newestFirst,
    select: [...instantsOf(newestFirst), bcryptName('email'), 'outcome'],
  };
  for await (const page of readPages(ctx, () => categoryRuleOf(ctx, raffleParticipations), query)) {
    if (ctx.now() >= deadline) throw new Problem('draw-unfinished');
    const entries = page.filter(mayWin);
    const tokens = cipher.hide(Buffer.from(entries.map(({ ref }) => ref.id).join(''), 'hex'));
    for (const [at, { data }] of entries.entries())
      rows.add(tokens.subarray(at * idBytes, (at + 1) * idBytes), numberOf(personOf(data)));
  }
  return rows.toRows();
}
