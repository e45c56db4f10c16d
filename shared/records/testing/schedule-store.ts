import type { Scheduler } from 'fast-check';
import type { Store } from '#shared/store/store.ts';

/**
 * A store whose calls take effect in a random order, as if several processes made them. The
 * scheduler chooses the order.
 */
export function scheduleStore(scheduler: Scheduler, inner: Store): Store {
  const inOrder =
    <A extends unknown[], R>(name: keyof Store, call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      await scheduler.schedule(Promise.resolve(), name);
      return call(...args);
    };
  return {
    get: inOrder('get', inner.get),
    getAll: inOrder('getAll', inner.getAll),
    query: inOrder('query', inner.query),
    count: inOrder('count', inner.count),
    aggregate: inOrder('aggregate', inner.aggregate),
    commit: inOrder('commit', inner.commit),
    deleteEach: inOrder('deleteEach', inner.deleteEach),
  };
}
