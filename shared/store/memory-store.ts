import type { Clock } from '#shared/base/time/clock.ts';
import { type Instant, microsPerMilli } from '#shared/base/time/instant.ts';
import {
  type Collections,
  checkAggregate,
  checkDocument,
  checkFields,
  checkQuery,
  declarationOf,
} from './check-declared.ts';
import {
  AlreadyExists,
  allTenants,
  type DatabaseTimes,
  type DocumentData,
  type DocumentRef,
  type Filter,
  pathOf,
  placeOf,
  type Query,
  type Store,
  type StoredDocument,
  type Version,
  type WholeQuery,
  type Write,
  WriteConflict,
} from './store.ts';

/**
 * A stored document. `kept` contains its times, except the time of a read. Each read adds its own
 * time.
 */
type Kept = StoredDocument & { readonly kept: Omit<DatabaseTimes, 'read'> };

/**
 * The default clock of a store starts at this time. The clocks of processes in tests show earlier
 * times.
 */
const ownClockStart: Instant = Date.UTC(2250, 0) * microsPerMilli;

/**
 * Copies a value. A small buffer may be a part of a large one, and `structuredClone` would copy the
 * whole large one. Most values are texts and numbers, which nobody can change.
 */
function copyValue(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copyValue);
  return value instanceof Uint8Array ? new Uint8Array(value) : structuredClone(value);
}

function copyData(data: DocumentData): DocumentData {
  const copy: { [field: string]: unknown } = {};
  for (const field of Object.keys(data)) copy[field] = copyValue(data[field]);
  return copy;
}

function compare(left: unknown, right: unknown): number {
  if (left === right) return 0;
  return (left as number | string) < (right as number | string) ? -1 : 1;
}

function matches(data: DocumentData, { field, op, value }: Filter): boolean {
  const found = data[field];
  if (op === 'in') return (value as readonly unknown[]).includes(found);
  if (found === undefined || typeof found !== typeof value) return false;
  if (op === '==') return found === value;
  const order = compare(found, value);
  if (op === '<') return order < 0;
  if (op === '<=') return order <= 0;
  return op === '>' ? order > 0 : order >= 0;
}

/** A document with only the fields that a query selects. */
function projected({ select }: Pick<Query, 'select'>) {
  return (document: StoredDocument): StoredDocument => {
    if (select === undefined) return document;
    const wanted = Object.entries(document.data).filter(([field]) => select.includes(field));
    return { ...document, data: Object.fromEntries(wanted) };
  };
}

/**
 * Creates a {@link Store} in memory, for tests without I/O, and for a local stack without the
 * Firestore emulator. It passes the same contract suite as Firestore.
 * @param now the database's clock; by default the store counts its commits instead
 */
export function createMemoryStore(collections: Collections, now?: Clock): Store {
  /** Documents by collection and path. A query reads only one collection. */
  const shelves = new Map<string, Map<string, Kept>>();
  let commits = 0;
  const databaseTime = now ?? (() => ownClockStart + commits);

  function shelfOf(collection: string): Map<string, Kept> {
    const shelf = shelves.get(collection) ?? new Map<string, Kept>();
    shelves.set(collection, shelf);
    return shelf;
  }

  function documentAt(ref: DocumentRef): Kept | undefined {
    const path = pathOf(ref);
    return shelves.get(ref.collection)?.get(path);
  }

  function put(ref: DocumentRef, data: DocumentData): Version {
    const version = String(commits) as Version;
    const updated = databaseTime();
    const kept = { created: documentAt(ref)?.kept.created ?? updated, updated };
    shelfOf(ref.collection).set(pathOf(ref), { ref, data: copyData(data), version, kept });
    return version;
  }

  /**
   * The copy of a document for a caller. The caller may change it, but the stored document must not
   * change.
   */
  function copyOf({ ref, data, version, kept }: Kept): StoredDocument {
    const times = { ...kept, read: databaseTime() };
    return { ref, data: copyData(data), version, times };
  }

  function check(write: Write): void {
    if (write.kind === 'put' || (write.kind === 'delete' && write.version === undefined)) return;
    const current = documentAt(write.ref)?.version;
    if (write.kind === 'update') {
      const isOther = write.version !== undefined && write.version !== current;
      if (current === undefined || isOther) throw new WriteConflict('conflict');
      return;
    }
    if (write.kind === 'create') {
      if (current !== undefined) throw new AlreadyExists('already exists');
      return;
    }
    if (current !== write.version) throw new WriteConflict('conflict');
  }

  function byOrder(query: Pick<Query, 'orderBy'>) {
    const directions = query.orderBy.map(({ direction }) => direction);
    return (left: readonly unknown[], right: readonly unknown[]): number => {
      for (const [index, value] of left.entries()) {
        const order = compare(value, right[index]);
        if (order !== 0)
          return (directions[index] ?? directions.at(-1)) === 'desc' ? -order : order;
      }
      return 0;
    };
  }

  /** All documents that match a query, in no order. */
  function findAll(query: WholeQuery): Kept[] {
    checkQuery(declarationOf(collections, query.collection), query);
    return [...shelfOf(query.collection).values()].filter(
      ({ ref, data }) =>
        (query.tenant === allTenants || ref.tenant === query.tenant) &&
        query.where.every((filter) => matches(data, filter)) &&
        query.orderBy.every(({ field }) => field in data),
    );
  }

  /**
   * Returns the first documents of a query, in its order. Only these documents are sorted, because
   * a page contains only a few of the matching documents.
   */
  function find(query: Query): Kept[] {
    const order = byOrder(query);
    const { startAfter, endBefore, limit } = query;
    const first: { readonly document: Kept; readonly place: readonly unknown[] }[] = [];
    for (const document of findAll(query)) {
      const place = placeOf(document, query);
      const last = first.at(-1);
      if (startAfter !== undefined && order(place, startAfter) <= 0) continue;
      if (endBefore !== undefined && order(place, endBefore) >= 0) continue;
      if (first.length >= limit && last !== undefined && order(place, last.place) > 0) continue;
      let [from, until] = [0, first.length];
      while (from < until) {
        const middle = (from + until) >> 1;
        if (order(place, first[middle]?.place ?? []) < 0) until = middle;
        else from = middle + 1;
      }
      first.splice(from, 0, { document, place });
      if (first.length > limit) first.pop();
    }
    return first.map(({ document }) => document);
  }

  async function getAll(refs: readonly DocumentRef[]) {
    return refs.map((ref) => {
      declarationOf(collections, ref.collection);
      const document = documentAt(ref);
      return document && copyOf(document);
    });
  }

  async function commit(writes: readonly Write[]) {
    const databases = writes.map(({ ref }) => declarationOf(collections, ref.collection).database);
    if (new Set(databases).size > 1) throw new Error('a commit must not write to two databases');
    for (const write of writes) {
      if (write.kind === 'delete') continue;
      const checked = write.kind === 'update' ? checkFields : checkDocument;
      checked(declarationOf(collections, write.ref.collection), write.data);
    }
    for (const write of writes) check(write);
    commits += 1;
    return writes.map((write) => {
      if (write.kind === 'update') {
        const kept = documentAt(write.ref)?.data;
        return put(write.ref, { ...kept, ...write.data });
      }
      if (write.kind !== 'delete') return put(write.ref, write.data);
      shelfOf(write.ref.collection).delete(pathOf(write.ref));
      return undefined;
    });
  }

  return {
    get: async (ref) => (await getAll([ref]))[0],
    getAll,
    query: async (query) => find(query).map(copyOf).map(projected(query)),
    count: async (query) => findAll(query).length,
    async aggregate(query, field) {
      checkAggregate(declarationOf(collections, query.collection), query, field);
      const values = findAll(query).map(({ data }) => data[field] as number);
      const sum = values.reduce((total, value) => total + value, 0);
      return {
        count: values.length,
        sum,
        average: values.length === 0 ? null : sum / values.length,
      };
    },
    commit,
    async deleteEach(documents) {
      const current = documents.filter(({ ref, version }) => documentAt(ref)?.version === version);
      for (const { ref } of current) shelfOf(ref.collection).delete(pathOf(ref));
      return current.length;
    },
  };
}
