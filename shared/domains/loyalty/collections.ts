import { oldestFirst } from '#shared/store/category-collection.ts';
import type { Collection, QueryShape } from '#shared/store/declare-collection.ts';
import type { Order } from '#shared/store/store.ts';

/**
 * Stored beside the fields of an earning: its unspent coins. Spent earnings, and spendings, do not
 * have it.
 */
export const lotFields: Collection['fields'] = { coins_left: 'number' };

/** Oldest first. Ordering by `coins_left` leaves out earnings that have no coins left. */
export const lotOrder: readonly Order[] = [
  ...oldestFirst,
  { field: 'coins_left', direction: 'asc' },
];

/** One person's earnings with coins left. A spending takes from them, and a balance sums them. */
export const lotsQuery: QueryShape = { equal: ['email_bcrypt'], orderBy: lotOrder };
