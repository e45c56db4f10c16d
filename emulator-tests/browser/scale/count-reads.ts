import { AsyncLocalStorage } from 'node:async_hooks';
import type { App } from '#shared/http/create-app.ts';
import type { Store } from '#shared/store/store.ts';

/** The number of reads of a request or a page. */
export type Reads = {
  /** Documents that a query returned, and documents that were read by their path. */
  documents: number;
  /** The number of queries, counts and sums. */
  queries: number;
};

/** Counts the reads of each request that the apps answer. */
export function createReadCounter() {
  const current = new AsyncLocalStorage<Reads>();
  const asked: { readonly request: string; readonly reads: Reads }[] = [];

  function add(documents: number, queries: number): void {
    const reads = current.getStore();
    if (reads === undefined) return;
    reads.documents += documents;
    reads.queries += queries;
  }

  return {
    /** Wraps a store, and counts each read. */
    watchStore: (store: Store): Store => ({
      ...store,
      async get(ref) {
        add(1, 0);
        return store.get(ref);
      },
      async getAll(refs) {
        add(refs.length, 0);
        return store.getAll(refs);
      },
      async query(query) {
        const found = await store.query(query);
        add(found.length, 1);
        return found;
      },
      async count(query) {
        add(0, 1);
        return store.count(query);
      },
      async aggregate(query, field) {
        add(0, 1);
        return store.aggregate(query, field);
      },
    }),
    watchApp(app: App): void {
      const answer = app.fetch;
      app.fetch = (request, ...rest) => {
        const reads = { documents: 0, queries: 0 };
        const { pathname, searchParams } = new URL(request.url);
        // A page asks for new records again and again, each time with another cursor.
        searchParams.delete('after');
        asked.push({ request: `${request.method} ${pathname}?${searchParams}`, reads });
        return current.run(reads, () => answer(request, ...rest));
      };
    },
    /**
     * Returns the sum of all reads since the last call of `take`. If a page sent the same request
     * several times, only the highest numbers of this request are added.
     */
    take(): Reads & { readonly requests: number } {
      const highest = new Map<string, Reads>();
      for (const { request, reads } of asked.splice(0)) {
        const { documents = 0, queries = 0 } = highest.get(request) ?? {};
        highest.set(request, {
          documents: Math.max(documents, reads.documents),
          queries: Math.max(queries, reads.queries),
        });
      }
      const all = [...highest.values()];
      return {
        documents: all.reduce((sum, each) => sum + each.documents, 0),
        queries: all.reduce((sum, each) => sum + each.queries, 0),
        requests: highest.size,
      };
    },
  };
}
