/**
 * Sorts messages by time, from a list with the newest first. Messages of the same millisecond keep
 * the list's order, because the list compares finer times.
 */
export function inOrder<M extends { readonly created_at: string }>(newestFirst: readonly M[]): M[] {
  return newestFirst
    .toReversed()
    .toSorted((one, other) =>
      one.created_at === other.created_at ? 0 : one.created_at < other.created_at ? -1 : 1,
    );
}
