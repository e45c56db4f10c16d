import type { DocumentData } from '#shared/store/store.ts';

/** Coins that a spending took from one earning. */
export type Taken = { readonly id: string; readonly coins: number };

/** What is stored beside a spending: a text for each earning, its id and the coins, in their order. */
export function takenFieldsOf(taken: readonly Taken[]): DocumentData {
  return taken.length === 0 ? {} : { taken_from: taken.map(({ id, coins }) => `${id}:${coins}`) };
}

/**
 * Which earnings a stored spending took its coins from, in that order. Undefined for an earning,
 * and for a spending of the time when this was not stored yet.
 */
export function readTaken(data: DocumentData): readonly Taken[] | undefined {
  const stored = data['taken_from'] as readonly string[] | undefined;
  return stored?.map((each) => {
    const [id = '', coins] = each.split(':');
    return { id, coins: Number(coins) };
  });
}
