import type { Store } from '../store.ts';

export type StoreCalls = { [method in keyof Store]: number };

const none: StoreCalls = {
  get: 0,
  getAll: 0,
  query: 0,
  count: 0,
  aggregate: 0,
  commit: 0,
  deleteEach: 0,
};

/** Wraps a store so that a test can count the calls of a verb. */
export function countStoreCalls(inner: Store): {
  readonly store: Store;
  /** Returns how often each method was called since the previous `takeCalls`. */
  readonly takeCalls: () => Partial<StoreCalls>;
} {
  let calls = { ...none };
  const counted = <A extends unknown[], R>(method: keyof Store, call: (...args: A) => R) => {
    return (...args: A): R => {
      calls[method] += 1;
      return call(...args);
    };
  };
  return {
    store: {
      get: counted('get', inner.get),
      getAll: counted('getAll', inner.getAll),
      query: counted('query', inner.query),
      count: counted('count', inner.count),
      aggregate: counted('aggregate', inner.aggregate),
      commit: counted('commit', inner.commit),
      deleteEach: counted('deleteEach', inner.deleteEach),
    },
    takeCalls() {
      const taken = Object.entries(calls).filter(([, count]) => count > 0);
      calls = { ...none };
      return Object.fromEntries(taken);
    },
  };
}
