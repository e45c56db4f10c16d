import { newestFirst } from '#shared/store/category-collection.ts';
import type { QueryShape } from '#shared/store/declare-collection.ts';
import type { Order } from '#shared/store/store.ts';

/** Messages by their intent, of each intent the newest first. */
export const byIntent: readonly Order[] = [{ field: 'intent', direction: 'asc' }, ...newestFirst];

/**
 * What the summary asks of the NLU messages beyond the generic lists. The scan for intents without an experience
 * is served by the list filtered by intent, whose index has the same fields.
 */
export const nluQueries: readonly QueryShape[] = [
  { equal: ['experience_id'], orderBy: byIntent },
  { equal: ['reviewed', 'verdict'], orderBy: newestFirst },
];
