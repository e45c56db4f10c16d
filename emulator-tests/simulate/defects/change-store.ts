import { microsPerDay } from '#shared/base/time/instant.ts';
import type {
  DocumentData,
  DocumentRef,
  Query,
  Store,
  StoredDocument,
  Write,
} from '#shared/store/store.ts';

/** How a store differs from the one it wraps. */
export type StoreChanges = {
  /** Returns the write to make, or undefined to leave it out. */
  readonly write?: (write: Write) => Write | undefined;
  /** Returns the document to show, or undefined to leave it out of the result. */
  readonly read?: (document: StoredDocument) => StoredDocument | undefined;
  readonly query?: (query: Query) => Query;
};

/** Wraps a store, so that some of its calls do something wrong. */
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

/** Leaves writes to a collection out. */
export function withoutWrites(collection: string, fits: (write: Write) => boolean = () => true) {
  return (inner: Store): Store =>
    changeStore(inner, {
      write: (each) => (each.ref.collection === collection && fits(each) ? undefined : each),
    });
}

/** Hides the documents of a collection from reads. */
export function withoutReads(collection: string, fits: (ref: DocumentRef) => boolean = () => true) {
  return (inner: Store): Store =>
    changeStore(inner, {
      read: (each) => (each.ref.collection === collection && fits(each.ref) ? undefined : each),
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

/** Changes the store of one function alone. */
export const ofProcess =
  (name: string, change: (inner: Store) => Store) =>
  (inner: Store, process: string): Store =>
    process === name ? change(inner) : inner;

/**
 * Moves the due time in the queries of a collection, so that a process finds documents early or
 * late.
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

/** Lets a document expire so many days later. */
export const later = (days: number) => (data: DocumentData) => ({
  ...data,
  expires_at: Number(data['expires_at']) + days * microsPerDay,
});
