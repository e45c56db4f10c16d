/**
 * Messages in the order in which they came, of a list that has the newest first. Those of one millisecond stay in the
 * order of the list, which knows it finer.
 */
export function inOrder<M extends { readonly created_at: string }>(newestFirst: readonly M[]): M[] {
  return newestFirst
    .toReversed()
    .toSorted((one, other) =>
      one.created_at === other.created_at ? 0 : one.created_at < other.created_at ? -1 : 1,
    );
}
