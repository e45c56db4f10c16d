/**
 * Sorts messages by time, the oldest first. The API orders by microseconds, but shows only
 * milliseconds. So for messages of the same millisecond, the order in `newestFirst` decides.
 */
export function inOrder<M extends { readonly created_at: string }>(newestFirst: readonly M[]): M[] {
  return newestFirst
    .toReversed()
    .toSorted((one, other) =>
      one.created_at === other.created_at ? 0 : one.created_at < other.created_at ? -1 : 1,
    );
}
