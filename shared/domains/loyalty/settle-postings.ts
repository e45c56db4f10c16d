import { Problem } from '#shared/base/problems/problem.ts';
import type { Context } from '#shared/records/context.ts';
import type { Write } from '#shared/store/store.ts';
import { type Lot, openPurse, type Purse } from './purse.ts';
import type { Taken } from './taken.ts';

/**
 * A number of coins that a person earns or, if the number is negative, spends. `person` is a lookup
 * hash.
 */
export type Posting = {
  /** The id of the posting's record. Postings that take coins from this record store its id. */
  readonly id: string;
  readonly person: string;
  readonly coins: number;
};

export type Settlement = {
  /**
   * The unspent coins of each posting. For an earning these are the coins that no later posting in
   * the list spends. For a spending the number is 0.
   */
  readonly left: readonly number[];
  /** For each posting, the earnings from which it takes coins. For an earning the list is empty. */
  readonly taken: readonly (readonly Taken[])[];
  /** The writes for the earnings that lost coins. */
  readonly writes: readonly Write[];
};

function insufficient(index: number, count: number): Problem {
  const errors = [{ pointer: `/${index}/coins`, rule: 'at most the balance' }];
  return new Problem('insufficient-coins', count > 1 ? { errors } : {});
}

/**
 * Decides from which earnings each posting takes its coins. It processes the postings in their
 * order. A spending takes the person's oldest live coins. Coins that an earlier posting of the list
 * earns are the newest. For a person who only earns, nothing is read. If several persons spend, the
 * coins of each person are read separately, at different moments. If another process spends from
 * the same earnings at the same time, the commit with these writes fails.
 * @throws Problem `insufficient-coins` at the first spending that exceeds the balance,
 * `batch-too-large`
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
  const taken: (readonly Taken[])[] = [];
  for (const [index, { id, person, coins }] of postings.entries()) {
    const lot = { id, left: Math.max(coins, 0) };
    lots.push(lot);
    const purse = purses.get(person);
    if (coins > 0) purse?.add(lot);
    const spent = coins > 0 ? [] : await purse?.take(-coins);
    if (spent === undefined) throw insufficient(index, postings.length);
    taken.push(spent);
  }
  return {
    left: lots.map(({ left }) => left),
    taken,
    writes: [...purses.values()].flatMap((purse) => purse.writes()),
  };
}
