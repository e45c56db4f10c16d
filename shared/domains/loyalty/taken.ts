import type { DocumentData } from '#shared/store/store.ts';

/** Coins that a spending took from one earning. */
export type Taken = { readonly id: string; readonly coins: number };

/**
 * Returns the field of a spending that says from which earnings it took coins. The field contains
 * one text for each earning, with the earning's id and the number of coins, in the order in which
 * the coins were taken.
 */
export function takenFieldsOf(taken: readonly Taken[]): DocumentData {
  return taken.length === 0 ? {} : { taken_from: taken.map(({ id, coins }) => `${id}:${coins}`) };
}

/**
 * Returns the earnings from which a stored spending took coins, in the order in which it took them.
 * The result is undefined for an earning, for a spending that an earlier version of Mayfly stored,
 * and for an imported spending that took no coins.
 */
export function readTaken(data: DocumentData): readonly Taken[] | undefined {
  const stored = data['taken_from'] as readonly string[] | undefined;
  return stored?.map((each) => {
    const [id = '', coins] = each.split(':');
    return { id, coins: Number(coins) };
  });
}
