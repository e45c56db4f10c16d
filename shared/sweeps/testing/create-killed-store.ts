import type { Store } from '#shared/store/store.ts';

/**
 * The part of a write that is stored if the process is killed at this write. A commit is stored
 * completely or not at all. If the write consists of separate deletions, `half` means that only the
 * first half of them is stored.
 */
export type Landed = 'none' | 'half' | 'all';

/**
 * Creates a store for a process that is killed at one of its writes. This write and all later calls
 * get no answer.
 * @param fatal the number of the write, beginning with 0; if there are fewer writes, the process is
 * not killed
 */
export function createKilledStore(inner: Store, fatal: number, landed: Landed = 'none') {
  const killing = Promise.withResolvers<'killed'>();
  const never = new Promise<never>(() => undefined);
  let writes = 0;
  let isDead = false;
  const alive = async <T>(call: () => Promise<T>): Promise<T> => (isDead ? never : call());
  const write = async <T>(call: () => Promise<T>, land: () => Promise<unknown>): Promise<T> => {
    if (isDead || writes++ !== fatal) return alive(call);
    isDead = true;
    try {
      await land();
    } catch {
      // The database has refused the write. The process dies before it learns this.
    }
    killing.resolve('killed');
    return never;
  };
  const store: Store = {
    get: (ref) => alive(() => inner.get(ref)),
    getAll: (refs) => alive(() => inner.getAll(refs)),
    query: (query) => alive(() => inner.query(query)),
    count: (query) => alive(() => inner.count(query)),
    aggregate: (query, field) => alive(() => inner.aggregate(query, field)),
    commit: (writes) =>
      write(
        () => inner.commit(writes),
        async () => landed === 'all' && inner.commit(writes),
      ),
    deleteEach(documents) {
      const share = { none: 0, half: Math.ceil(documents.length / 2), all: documents.length };
      return write(
        () => inner.deleteEach(documents),
        () => inner.deleteEach(documents.slice(0, share[landed])),
      );
    },
  };
  return { store, killed: killing.promise, writes: () => writes };
}
