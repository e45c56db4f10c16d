import { oldestFirst } from '#shared/store/category-collection.ts';
import type { Collection, QueryShape } from '#shared/store/declare-collection.ts';
import type { Order } from '#shared/store/store.ts';

/**
 * Plain fields of a transaction, in addition to those of its category. `coins_left` is the number
 * of unspent coins of an earning. Spendings, and earnings without unspent coins, do not have this
 * field. `taken_from` lists the earnings whose coins a spending took, see `taken.ts`.
 */
export const lotFields: Collection['fields'] = { coins_left: 'number', taken_from: 'ids' };

/**
 * Sorts earnings, the oldest first. Because the order contains `coins_left`, a query with this
 * order finds only earnings with unspent coins.
 */
export const lotOrder: readonly Order[] = [
  ...oldestFirst,
  { field: 'coins_left', direction: 'asc' },
];

/**
 * The index for a person's earnings with remaining coins. A spending takes coins from them, and a
 * balance sums these coins.
 */
export const lotsQuery: QueryShape = { equal: ['email_bcrypt'], orderBy: lotOrder };
