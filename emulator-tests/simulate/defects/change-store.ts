import { microsPerDay } from '#shared/base/time/instant.ts';
import type {
  DocumentData,
  DocumentRef,
  Query,
  Store,
  StoredDocument,
  Write,
} from '#shared/store/store.ts';

/** What a defective store does differently from the store that it wraps. */
export type StoreChanges = {
  /** Returns the write that the store makes in place of `write`, or undefined if it makes none. */
  readonly write?: (write: Write) => Write | undefined;
  /** Returns the document that a read shows, or undefined if the read leaves the document out. */
  readonly read?: (document: StoredDocument) => StoredDocument | undefined;
  readonly query?: (query: Query) => Query;
};

/** Wraps a store, so that some of its calls do the wrong thing. */
export function changeStore(inner: Store, changes: StoreChanges): Store {
  const {
    write = (each) => each,
    read = (each) => each,
    query: changed = (each) => each,
  } = changes;
  const seen = (document: StoredDocument | undefined) => document && read(document);
  return {
    ...inner,
    get: async (ref) => seen(await inner.get(ref)),
    getAll: async (refs) => (await inner.getAll(refs)).map(seen),
    query: async (query) => (await inner.query(changed(query))).flatMap((each) => seen(each) ?? []),
    async commit(writes) {
      const kept = writes.map(write);
      const done = await inner.commit(kept.filter((each) => each !== undefined));
      let at = 0;
      return kept.map((each) => (each === undefined ? undefined : done[at++]));
    },
  };
}

/** Leaves out the writes to a collection, or only those for which `fits` is true. */
export function withoutWrites(collection: string, fits: (write: Write) => boolean = () => true) {
  return (inner: Store): Store =>
    changeStore(inner, {
      write: (each) => (each.ref.collection === collection && fits(each) ? undefined : each),
    });
}

/** Hides the documents of a collection from reads, or only those for which `fits` is true. */
export function withoutReads(collection: string, fits: (ref: DocumentRef) => boolean = () => true) {
  return (inner: Store): Store =>
    changeStore(inner, {
      read: (each) => (each.ref.collection === collection && fits(each.ref) ? undefined : each),
    });
}

/** Makes each query that compares the given field find nothing. */
export function withoutResults(field: string) {
  return (inner: Store): Store => ({
    ...inner,
    query: async (query) =>
      query.where.some((each) => each.field === field) ? [] : inner.query(query),
  });
}

/** Changes the data that is written to a collection. */
export function withData(collection: string, change: (data: DocumentData) => DocumentData) {
  return (inner: Store): Store =>
    changeStore(inner, {
      write(each) {
        if (each.kind === 'delete' || each.ref.collection !== collection) return each;
        return { ...each, data: change(each.data) };
      },
    });
}

/** Changes the store of only one function. */
export const ofProcess =
  (name: string, change: (inner: Store) => Store) =>
  (inner: Store, process: string): Store =>
    process === name ? change(inner) : inner;

/**
 * Changes the queries of a collection: adds a time to the instant with which a query compares
 * expiries. So a process finds expired documents too early or too late.
 */
export function dueIn(collection: string, micros: number) {
  const moved = (query: Query): Query =>
    query.collection !== collection
      ? query
      : {
          ...query,
          where: query.where.map((each) =>
            each.field === 'expires_at' ? { ...each, value: Number(each.value) + micros } : each,
          ),
        };
  return (inner: Store): Store => changeStore(inner, { query: moved });
}

/** Returns a change that lets a document expire `days` days later. */
export const later = (days: number) => (data: DocumentData) => ({
  ...data,
  expires_at: Number(data['expires_at']) + days * microsPerDay,
});
