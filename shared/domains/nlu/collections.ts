import { newestFirst } from '#shared/store/category-collection.ts';
import type { QueryShape } from '#shared/store/declare-collection.ts';
import type { Order } from '#shared/store/store.ts';

/** Orders messages by intent, and within each intent the newest first. */
export const byIntent: readonly Order[] = [{ field: 'intent', direction: 'asc' }, ...newestFirst];

/**
 * Indexes that the summary needs beside those of the generic lists. The search for intents without
 * an experience uses the list filtered by intent, whose index has the same fields.
 */
export const nluQueries: readonly QueryShape[] = [
  { equal: ['experience_id'], orderBy: byIntent },
  { equal: ['reviewed', 'verdict'], orderBy: newestFirst },
];
