import type { DocumentData } from '#shared/store/store.ts';

/** Coins that a spending took from one earning. */
export type Taken = { readonly id: string; readonly coins: number };

/**
 * The fields of a spending that say from which earnings it took coins. They contain one text for
 * each earning, with its id and the number of coins, in the order of taking.
 */
export function takenFieldsOf(taken: readonly Taken[]): DocumentData {
  return taken.length === 0 ? {} : { taken_from: taken.map(({ id, coins }) => `${id}:${coins}`) };
}

/**
 * The earnings whose coins a stored spending took, in their order. The result is undefined for an
 * earning, for a spending that an earlier version of Mayfly stored, and for an imported spending
 * that took no coins.
 */
export function readTaken(data: DocumentData): readonly Taken[] | undefined {
  const stored = data['taken_from'] as readonly string[] | undefined;
  return stored?.map((each) => {
    const [id = '', coins] = each.split(':');
    return { id, coins: Number(coins) };
  });
}
