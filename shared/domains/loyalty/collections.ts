import { oldestFirst } from '#shared/store/category-collection.ts';
import type { Collection, QueryShape } from '#shared/store/declare-collection.ts';
import type { Order } from '#shared/store/store.ts';

/** Beside the fields of an earning: its coins that are not spent. Absent from one that is spent, and from a spending. */
export const lotFields: Collection['fields'] = { coins_left: 'number' };

/** Oldest first; ordering by what is left keeps out what has nothing left. */
export const lotOrder: readonly Order[] = [
  ...oldestFirst,
  { field: 'coins_left', direction: 'asc' },
];

/** One person's earnings with coins left: what a spending takes from, and what a balance sums. */
export const lotsQuery: QueryShape = { equal: ['email_bcrypt'], orderBy: lotOrder };
