/**
 * Sorts messages by time, the oldest first. The order of messages of the same millisecond comes
 * from the list, which begins with the newest: the API compares finer times.
 */
export function inOrder<M extends { readonly created_at: string }>(newestFirst: readonly M[]): M[] {
  return newestFirst
    .toReversed()
    .toSorted((one, other) =>
      one.created_at === other.created_at ? 0 : one.created_at < other.created_at ? -1 : 1,
    );
}
