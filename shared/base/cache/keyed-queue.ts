/** Runs work after the work under way under any of its keys. */
export type KeyedQueue = <T>(keys: readonly string[], work: () => Promise<T>) => Promise<T>;

/**
 * Runs work that shares a key one after the other, in the order of the calls, and everything else at once.
 * Work under several keys waits for all of them; they are taken together, so that nothing waits in a circle.
 */
export function createKeyedQueue(): KeyedQueue {
  const tails = new Map<string, Promise<unknown>>();
  return (keys, work) => {
    const before = Promise.all(keys.map((key) => tails.get(key) ?? Promise.resolve()));
    const running = before.then(work);
    const settled = running.then(
      () => undefined,
      () => undefined,
    );
    for (const key of keys) tails.set(key, settled);
    void settled.then(() => {
      for (const key of keys) if (tails.get(key) === settled) tails.delete(key);
    });
    return running;
  };
}
