import { Problem } from '#shared/base/problems/problem.ts';
import type { Context } from '#shared/records/context.ts';
import type { Write } from '#shared/store/store.ts';
import { type Lot, openPurse, type Purse } from './purse.ts';

/** Coins that a person (by the lookup hash) earns, or with a minus spends. */
export type Posting = { readonly person: string; readonly coins: number };

export type Settlement = {
  /** What is left of each posting's coins: of an earning what later postings did not spend, of a spending nothing. */
  readonly left: readonly number[];
  /** What the earnings become that were spent of. */
  readonly writes: readonly Write[];
};

function insufficient(index: number, count: number): Problem {
  const errors = [{ pointer: `/${index}/coins`, rule: 'at most the balance' }];
  return new Problem('insufficient-coins', count > 1 ? { errors } : {});
}

/**
 * Works postings out in their order: each spending takes of the person's oldest live coins, those that earlier
 * postings earn being the newest. Who only earns costs no read; each spender's coins are read at a moment of their
 * own. The writes hold only as long as nobody else
 * spends of the same earnings: the commit that carries them fails otherwise.
 * @throws Problem `insufficient-coins` at the first spending that is more than the balance
 */
export async function settlePostings(
  ctx: Context,
  postings: readonly Posting[],
): Promise<Settlement> {
  const spenders = new Set(postings.filter(({ coins }) => coins < 0).map(({ person }) => person));
  const purses = new Map<string, Purse>(
    [...spenders].map((person) => [person, openPurse(ctx, person)]),
  );
  const lots: Lot[] = [];
  for (const [index, { person, coins }] of postings.entries()) {
    const lot = { left: Math.max(coins, 0) };
    lots.push(lot);
    const purse = purses.get(person);
    if (purse === undefined) continue;
    if (coins > 0) purse.add(lot);
    else if (!(await purse.take(-coins))) throw insufficient(index, postings.length);
  }
  return {
    left: lots.map(({ left }) => left),
    writes: [...purses.values()].flatMap((purse) => purse.writes()),
  };
}
