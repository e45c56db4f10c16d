/**
 * The cost if one tenant's list were split into `shards` lists: how many documents a page reads at
 * most, and how many queries. Each list is asked for a whole page, because one list may contain all
 * the newest documents.
 */
export function readsPerPage(pageSize: number, shards: number) {
  return { queries: shards, reads: pageSize * shards };
}

/**
 * The cost if each list is first asked for its share of the page, and again whenever it has no
 * more. `lists` names the list of each of the newest documents.
 */
export function readsInTurns(pageSize: number, shards: number, lists: readonly number[]) {
  const share = Math.ceil(pageSize / shards);
  const read = Array.from({ length: shards }, () => share);
  const used = Array.from({ length: shards }, () => 0);
  let queries = shards;
  for (const list of lists.slice(0, pageSize)) {
    used[list] = (used[list] ?? 0) + 1;
    // The next document of this list must be known before the next one of another list may be
    // shown.
    if ((used[list] ?? 0) < (read[list] ?? 0)) continue;
    read[list] = (read[list] ?? 0) + share;
    queries += 1;
  }
  return { queries, reads: read.reduce((sum, count) => sum + count, 0) };
}
