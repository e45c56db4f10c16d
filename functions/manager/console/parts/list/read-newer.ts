import type { PageQuery } from '#shared/client/category-types.ts';

export type ListPage<T> = {
  readonly items: readonly T[];
  readonly next_cursor: string | null;
  readonly newest_cursor?: string | null;
};

export const pageSize = 200;
/** The largest number of records that one look for newer records reads. */
const recordsPerLook = 1_000;

/** The settings of a look. */
type Look<T> = {
  /** The number of records of each page. */
  readonly limit?: number;
  /**
   * Tells whether an earlier look or the list itself has already read a record. Only for lists
   * whose records never change their places.
   */
  readonly isKnown?: (item: T) => boolean;
};

/**
 * Reads the records of a list that are newer than the position `after`, page by page. Without
 * `after` it reads from the beginning of the list. If there are more records than it reads, for
 * example because the computer was asleep, `hasMore` is true.
 *
 * The position `after` may be 25 s before the newest known record. In a busy list many known
 * records are newer than this. So the look ends at the first page that has only known records. A
 * record that was committed late may be missing behind this page. It appears when the list is
 * loaded again. `hasMore` stays false if the look has reached a known record.
 * @returns also the position from which the next look continues
 */
export async function readNewer<T>(
  read: (asked: PageQuery) => Promise<ListPage<T>>,
  after: string | undefined,
  { limit = pageSize, isKnown = () => false }: Look<T> = {},
) {
  const items: T[] = [];
  let newest = after;
  let cursor: string | null = null;
  let hasGap = true;
  for (let page = 0; page < recordsPerLook / limit; page += 1) {
    const from: PageQuery = cursor === null ? {} : { cursor };
    // oxlint-disable-next-line no-await-in-loop
    const answer: ListPage<T> = await read({ limit, ...(after && { after }), ...from });
    if (page === 0) newest = answer.newest_cursor ?? after;
    items.push(...answer.items);
    cursor = answer.next_cursor;
    const known = answer.items.filter(isKnown).length;
    if (known > 0) hasGap = false;
    if (cursor === null || (known > 0 && known === answer.items.length)) break;
  }
  return { items, newest, hasMore: cursor !== null && hasGap };
}
