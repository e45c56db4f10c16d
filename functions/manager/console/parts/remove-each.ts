/** The largest number of requests at the same time. */
const atOnce = 4;

/**
 * Removes several things, a few at the same time, and reports each removal. It stops at the first
 * failure. To continue, call it again with the remaining ids.
 */
export async function removeEach(
  ids: readonly string[],
  remove: (id: string) => Promise<unknown>,
  onRemoved: (id: string) => void,
): Promise<void> {
  const left = [...ids];
  let failure: { readonly error: unknown } | undefined;
  const work = async () => {
    for (let id = left.shift(); id !== undefined && failure === undefined; id = left.shift()) {
      try {
        // oxlint-disable-next-line no-await-in-loop
        await remove(id);
        onRemoved(id);
      } catch (error) {
        failure ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  if (failure !== undefined) throw failure.error;
}
