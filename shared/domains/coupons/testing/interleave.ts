import type fc from 'fast-check';
import type { Store } from '#shared/store/store.ts';

/**
 * Makes every call of a store wait for the given scheduler of fast-check. The scheduler chooses the
 * order in which the calls continue.
 */
export function interleave(store: Store, scheduler: fc.Scheduler): Store {
  const wait =
    <A extends unknown[], R>(name: string, call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      await scheduler.schedule(Promise.resolve(), name);
      return call(...args);
    };
  return {
    get: wait('get', store.get),
    getAll: wait('getAll', store.getAll),
    query: wait('query', store.query),
    count: wait('count', store.count),
    aggregate: wait('sum', store.aggregate),
    commit: wait('commit', store.commit),
    deleteEach: wait('deleteEach', store.deleteEach),
  };
}
