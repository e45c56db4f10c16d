/** Runs work when all earlier work that shares a key with the new work is finished. */
export type KeyedQueue = <T>(keys: readonly string[], work: () => Promise<T>) => Promise<T>;

/**
 * If calls have a key in common, their work runs one after the other, in the order of the calls.
 * Other work runs in parallel. Work with several keys joins the queues of all its keys in one step.
 * It begins when it is the first in all these queues. So no deadlock is possible.
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
