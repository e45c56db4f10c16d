export type PageAsked = {
  readonly limit?: number;
  readonly cursor?: string;
  readonly after?: string;
};

export type ListPage<T> = {
  readonly items: readonly T[];
  readonly next_cursor: string | null;
  readonly newest_cursor?: string | null;
};

export const pageSize = 200;
/** The largest number of pages that one look for newer records reads. */
const pagesPerLook = 5;

/**
 * Reads the records of a list that are newer than the position `after`, page by page. Without
 * `after` it reads from the beginning of the list. If there are more records than it reads, for
 * example because the computer was asleep, `hasMore` is true.
 * @returns also the position from which the next look continues
 */
export async function readNewer<T>(
  read: (asked: PageAsked) => Promise<ListPage<T>>,
  after: string | undefined,
) {
  const items: T[] = [];
  let newest = after;
  let cursor: string | null = null;
  for (let page = 0; page < pagesPerLook; page += 1) {
    const from: PageAsked = cursor === null ? {} : { cursor };
    // oxlint-disable-next-line no-await-in-loop
    const answer: ListPage<T> = await read({ limit: pageSize, ...(after && { after }), ...from });
    if (page === 0) newest = answer.newest_cursor ?? after;
    items.push(...answer.items);
    cursor = answer.next_cursor;
    if (cursor === null) break;
  }
  return { items, newest, hasMore: cursor !== null };
}
