import type { NoticePage } from '#shared/client/schemas.ts';

/** The number of notices of a page after the first page. */
const pageSize = 200;
/** The largest number of pages that are read. */
const pagesMost = 5;

/**
 * Reads pages of waiting notices until a page contains a notice that Mayfly has already tried to
 * send. Returns up to `limit` of the tried notices of this page. New notices come first, so many of
 * them could hide an older notice that was not accepted. After five pages without a tried notice
 * it reads no further page. `isCutOff` is then true, because older notices may have been tried.
 */
export async function findTried(
  readPage: (limit: number, cursor: string | undefined) => Promise<NoticePage>,
  limit: number,
) {
  let page = await readPage(limit, undefined);
  for (let count = 1; ; count += 1) {
    const tried = page.items.filter(({ attempts }) => attempts > 0);
    const hasNext = page.next_cursor !== null;
    if (tried.length > 0) {
      const isMore = hasNext || tried.length > limit;
      return { items: tried.slice(0, limit), isMore, isCutOff: false };
    }
    if (page.next_cursor === null || count === pagesMost)
      return { items: [], isMore: false, isCutOff: hasNext };
    // oxlint-disable-next-line no-await-in-loop
    page = await readPage(pageSize, page.next_cursor);
  }
}
