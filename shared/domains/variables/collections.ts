import type { QueryShape } from '#shared/store/declare-collection.ts';
import type { Order } from '#shared/store/store.ts';

/**
 * Returns the time fields, which are the end of each order below. An order must contain every time
 * field that a query for live variables may compare.
 */
function compared(direction: Order['direction']): Order[] {
  return ['expires_at', 'created_at', 'basis_at'].map((field) => ({ field, direction }));
}

/**
 * Sorts variables by experience. If a query asks for variables after an experience, its first
 * result is a variable of the next experience.
 */
export const byExperience: readonly Order[] = [
  { field: 'experience_id', direction: 'asc' },
  ...compared('asc'),
];

/** Sorts an experience's variables by their last change, the newest first. */
export const lastChangedFirst: readonly Order[] = [
  { field: 'changed_at', direction: 'desc' },
  ...compared('desc'),
];

/**
 * The order for counting the variables with a file. The order contains `file_bytes`, so a query
 * with this order does not find variables without a file.
 */
export const byFileSize: readonly Order[] = [
  { field: 'file_bytes', direction: 'asc' },
  ...compared('asc'),
];

/** Sorts an experience's variables by instance (a run of the experience), and then by name. */
export const byInstance: readonly Order[] = [
  { field: 'instance_id', direction: 'asc' },
  { field: 'name', direction: 'asc' },
  ...compared('asc'),
];

/**
 * The indexes for lists and exports of experiences, in addition to the indexes of the generic
 * lists.
 */
export const experienceQueries: readonly QueryShape[] = [
  { equal: [], orderBy: byExperience },
  ...[lastChangedFirst, byFileSize, byInstance].map((orderBy) => ({
    equal: ['experience_id'],
    orderBy,
  })),
];
