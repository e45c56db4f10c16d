import {
  type DocumentData,
  type DocumentRef,
  pathOf,
  type Store,
  type Write,
} from '#shared/store/store.ts';

/** A document as it is stored. */
export type Held = { readonly ref: DocumentRef; readonly data: DocumentData };

/** A document that was created, changed or deleted. */
export type Change = {
  readonly ref: DocumentRef;
  readonly before: DocumentData | undefined;
  readonly after: DocumentData | undefined;
};

export type Observed = {
  readonly store: Store;
  /** All stored documents, by collection and path. */
  readonly held: ReadonlyMap<string, ReadonlyMap<string, Held>>;
  readonly heldIn: (collection: string) => Iterable<Held>;
  /** Returns the changes since the previous call of this function. */
  readonly takeChanges: () => readonly Change[];
};

/**
 * Wraps a store, and keeps a copy of each document that is written. The checks read this copy. So
 * the checks do not depend on queries of the product.
 */
export function observeStore(inner: Store): Observed {
  const held = new Map<string, Map<string, Held>>();
  const changes = new Map<string, Change>();

  function shelfOf(collection: string): Map<string, Held> {
    const shelf = held.get(collection) ?? new Map<string, Held>();
    held.set(collection, shelf);
    return shelf;
  }

  function set(ref: DocumentRef, after: DocumentData | undefined): void {
    const path = pathOf(ref);
    const shelf = shelfOf(ref.collection);
    const before = shelf.get(path)?.data;
    if (after === undefined) shelf.delete(path);
    else shelf.set(path, { ref, data: after });
    const earlier = changes.get(path);
    changes.set(path, { ref, before: earlier === undefined ? before : earlier.before, after });
  }

  function note(write: Write): void {
    if (write.kind === 'delete') return set(write.ref, undefined);
    if (write.kind !== 'update') return set(write.ref, write.data);
    const present = shelfOf(write.ref.collection).get(pathOf(write.ref))?.data;
    set(write.ref, { ...present, ...write.data });
  }

  return {
    held,
    heldIn: (collection) => shelfOf(collection).values(),
    takeChanges() {
      const taken = [...changes.values()];
      changes.clear();
      return taken;
    },
    store: {
      ...inner,
      async commit(writes) {
        const versions = await inner.commit(writes);
        for (const write of writes) note(write);
        return versions;
      },
      async deleteEach(documents) {
        const count = await inner.deleteEach(documents);
        const refs = documents.map(({ ref }) => ref);
        const left = count === refs.length ? refs.map(() => undefined) : await inner.getAll(refs);
        for (const [at, ref] of refs.entries()) if (left[at] === undefined) set(ref, undefined);
        return count;
      },
    },
  };
}
