import { Problem } from '#shared/base/problems/problem.ts';
import type { Context } from '#shared/records/context.ts';
import type { StoredDocument, Write } from '#shared/store/store.ts';
import { coinsLeft, findLots, leaveCoins } from './coin-lots.ts';

/** Earnings read at first; more only when those do not suffice. */
const firstPage = 100;
const nextPage = 1_000;

/** Earnings of one person that a request may take from: as many as a commit holds, whatever else is in them. */
const lotsMax = 3_000;

/** Coins of one earning that nobody has spent yet. */
export type Lot = { left: number };

type StoredLot = Lot & { readonly document: StoredDocument };

/** One person's coins while a request spends of them. */
export type Purse = {
  /** Puts in coins that the same request earns; they are the newest. */
  readonly add: (lot: Lot) => void;
  /** Takes coins of the oldest lots. @returns false when there are not enough. @throws Problem `batch-too-large` */
  readonly take: (coins: number) => Promise<boolean>;
  /** What the stored lots become, each only as it was when it was read. */
  readonly writes: () => Write[];
};

/** Opens a person's purse. It reads what it needs when it needs it: one query, as a rule. */
export function openPurse(ctx: Context, person: string): Purse {
  const stored: StoredLot[] = [];
  const added: Lot[] = [];
  /** Those before it are spent. */
  let at = 0;
  let isAllRead = false;

  async function readMore(): Promise<void> {
    if (stored.length >= lotsMax) throw new Problem('batch-too-large');
    const wanted = stored.length === 0 ? firstPage : nextPage;
    const limit = Math.min(wanted, lotsMax - stored.length);
    const page = await findLots(ctx, person, { limit, after: stored.at(-1)?.document });
    stored.push(...page.map((document) => ({ document, left: coinsLeft(document) })));
    isAllRead = page.length < limit;
  }

  async function oldest(): Promise<Lot | undefined> {
    for (;;) {
      while (stored[at]?.left === 0) at += 1;
      const lot = stored[at];
      if (lot !== undefined) return lot;
      if (isAllRead) return added.find(({ left }) => left > 0);
      await readMore();
    }
  }

  return {
    add: (lot) => void added.push(lot),
    async take(coins) {
      for (let missing = coins; missing > 0; ) {
        const lot = await oldest();
        if (lot === undefined) return false;
        const taken = Math.min(lot.left, missing);
        lot.left -= taken;
        missing -= taken;
      }
      return true;
    },
    writes: () =>
      stored
        .filter(({ document, left }) => left < coinsLeft(document))
        .map(({ document, left }) => leaveCoins(document, left)),
  };
}
