/**
 * Returns the cost of a page if one tenant's list were split into `shards` lists: the number of
 * queries, and the largest number of documents read. Each list is asked for a whole page, because
 * one list may contain all of the newest documents.
 */
export function readsPerPage(pageSize: number, shards: number) {
  return { queries: shards, reads: pageSize * shards };
}

/**
 * Returns the cost of a page if each list is first asked for its share of the page. When all
 * documents that were read from a list are on the page, this list is asked for another share.
 * @param lists the number of the list of each document, the newest document first
 */
export function readsInTurns(pageSize: number, shards: number, lists: readonly number[]) {
  const share = Math.ceil(pageSize / shards);
  const read = Array.from({ length: shards }, () => share);
  const used = Array.from({ length: shards }, () => 0);
  let queries = shards;
  for (const list of lists.slice(0, pageSize)) {
    used[list] = (used[list] ?? 0) + 1;
    if ((used[list] ?? 0) < (read[list] ?? 0)) continue;
    // Now the page contains all documents that were read from this list. To decide which document
    // comes next, the page needs the list's next document.
    read[list] = (read[list] ?? 0) + share;
    queries += 1;
  }
  return { queries, reads: read.reduce((sum, count) => sum + count, 0) };
}
