import { Problem } from '#shared/base/problems/problem.ts';
import type { Context } from '#shared/records/context.ts';
import type { StoredDocument, Write } from '#shared/store/store.ts';
import { coinsLeft, findLots, leaveCoins } from './coin-lots.ts';
import type { Taken } from './taken.ts';

/**
 * The most earnings that the first read finds. If their coins are too few, the next reads find more
 * earnings.
 */
const firstPage = 100;
const nextPage = 1_000;

/**
 * The most earnings of one person from which a request may take coins. One commit can contain a
 * write for each of them.
 */
export const lotsMax = 3_000;

/** Unspent coins of one earning. */
export type Lot = { readonly id: string; left: number };

type StoredLot = Lot & { readonly document: StoredDocument };

/**
 * The unspent coins of one person, as a request sees them. A spending takes its coins from the
 * purse.
 */
export type Purse = {
  /** Adds coins that the same request earns. They are the newest coins. */
  readonly add: (lot: Lot) => void;
  /**
   * Takes coins from the oldest lots.
   * @returns the coins taken from each lot, or undefined if there are not enough coins
   * @throws Problem `batch-too-large`
   */
  readonly take: (coins: number) => Promise<readonly Taken[] | undefined>;
  /**
   * Takes coins from the oldest lots, or all coins if there are fewer.
   * @returns the coins taken from each lot
   * @throws Problem `batch-too-large`
   */
  readonly takeUpTo: (coins: number) => Promise<readonly Taken[]>;
  /**
   * The writes for the earnings that lost coins. A write fails if its earning has changed since it
   * was read.
   */
  readonly writes: () => Write[];
};

/**
 * Opens a person's purse. Earnings are read only when their coins are needed, usually with one
 * query.
 */
export function openPurse(ctx: Context, person: string): Purse {
  const stored: StoredLot[] = [];
  const added: Lot[] = [];
  /** All stored lots before this index are spent. */
  let at = 0;
  let isAllRead = false;

  async function readMore(): Promise<void> {
    const wanted = stored.length === 0 ? firstPage : nextPage;
    // Together the reads may find one earning more than a request may use. So the last read shows
    // whether the person has too many earnings.
    const limit = Math.min(wanted, lotsMax + 1 - stored.length);
    const page = await findLots(ctx, person, { limit, after: stored.at(-1)?.document });
    stored.push(
      ...page.map((document) => ({ id: document.ref.id, document, left: coinsLeft(document) })),
    );
    isAllRead = page.length < limit;
  }

  async function oldest(): Promise<Lot | undefined> {
    for (;;) {
      while (stored[at]?.left === 0) at += 1;
      const lot = stored[at];
      if (lot !== undefined && at >= lotsMax) throw new Problem('batch-too-large');
      if (lot !== undefined) return lot;
      if (isAllRead) return added.find(({ left }) => left > 0);
      await readMore();
    }
  }

  async function takeUpTo(coins: number): Promise<Taken[]> {
    const all: Taken[] = [];
    for (let missing = coins; missing > 0; ) {
      const lot = await oldest();
      if (lot === undefined) break;
      const taken = Math.min(lot.left, missing);
      lot.left -= taken;
      missing -= taken;
      all.push({ id: lot.id, coins: taken });
    }
    return all;
  }

  return {
    add: (lot) => void added.push(lot),
    takeUpTo,
    async take(coins) {
      const all = await takeUpTo(coins);
      const taken = all.reduce((sum, lot) => sum + lot.coins, 0);
      return taken === coins ? all : undefined;
    },
    writes: () =>
      stored
        .filter(({ document, left }) => left < coinsLeft(document))
        .map(({ document, left }) => leaveCoins(document, left)),
  };
}
