import type { NoticePage } from '#shared/client/schemas.ts';

/**
 * Reads pages of waiting notices until a page contains a notice that Mayfly has already tried to
 * send. Returns the tried notices of this page. There are none only if the whole list has none. New
 * notices come first, so many of them could hide an older notice that was not accepted.
 */
export async function findTried(
  readPage: (cursor: string | undefined) => Promise<NoticePage>,
): Promise<NoticePage> {
  let cursor: string | undefined;
  for (;;) {
    const page = await readPage(cursor);
    const items = page.items.filter(({ attempts }) => attempts > 0);
    if (items.length > 0 || page.next_cursor === null) return { ...page, items };
    cursor = page.next_cursor;
  }
}
