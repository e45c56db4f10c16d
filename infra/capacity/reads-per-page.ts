/**
 * What it would cost to spread one tenant's list over `shards` lists: the documents that are read for a page, at most, and the
 * queries. Each list is asked for a whole page, because all of the newest may lie in one of them.
 */
export function readsPerPage(pageSize: number, shards: number) {
  return { queries: shards, reads: pageSize * shards };
}

/**
 * The same where the lists are asked in turns: first for their share of the page, then for as much again whenever one has
 * nothing left. `lists` tells from which list each of the newest documents comes.
 */
export function readsInTurns(pageSize: number, shards: number, lists: readonly number[]) {
  const share = Math.ceil(pageSize / shards);
  const read = Array.from({ length: shards }, () => share);
  const used = Array.from({ length: shards }, () => 0);
  let queries = shards;
  for (const list of lists.slice(0, pageSize)) {
    used[list] = (used[list] ?? 0) + 1;
    // The next document of this list must be known before another list's may be shown.
    if ((used[list] ?? 0) < (read[list] ?? 0)) continue;
    read[list] = (read[list] ?? 0) + share;
    queries += 1;
  }
  return { queries, reads: read.reduce((sum, count) => sum + count, 0) };
}
