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
  type DocumentData,
  type DocumentRef,
  type Filter,
  pathOf,
  placeOf,
  type Query,
  type Store,
  type StoredDocument,
  type Version,
  type Write,
  WriteConflict,
} from './store.ts';

type Entry = {
  readonly document: StoredDocument;
  readonly path: string;
  readonly created: Instant;
  readonly updated: Instant;
};

/** Where the clock of a store begins that is given none: later than anything a process may take for the present. */
const ownClockStart: Instant = Date.UTC(2250, 0) * microsPerMilli;

function compare(left: unknown, right: unknown): number {
  if (left === right) return 0;
  return (left as number | string) < (right as number | string) ? -1 : 1;
}

function matches(data: DocumentData, { field, op, value }: Filter): boolean {
  const found = data[field];
  if (op === 'in') return (value as readonly unknown[]).includes(found);
  if (found === undefined || typeof found !== typeof value) return false;
  const order = compare(found, value);
  return { '==': order === 0, '<': order < 0, '<=': order <= 0, '>': order > 0, '>=': order >= 0 }[
    op
  ];
}

/** A document with the fields that a query wants. */
function projected({ select }: Pick<Query, 'select'>) {
  return (document: StoredDocument): StoredDocument => {
    if (select === undefined) return document;
    const wanted = Object.entries(document.data).filter(([field]) => select.includes(field));
    return { ...document, data: Object.fromEntries(wanted) };
  };
}

/**
 * The {@link Store} in memory, for tests without I/O; it keeps to the same contract suite as Firestore.
 * @param now the database's clock; its own counts commits
 */
export function createMemoryStore(collections: Collections, now?: Clock): Store {
  const entries = new Map<string, Entry>();
  let commits = 0;
  const databaseTime = now ?? (() => ownClockStart + commits);

  function put(ref: DocumentRef, data: DocumentData): Version {
    const version = String(commits) as Version;
    const path = pathOf(ref);
    const updated = databaseTime();
    const created = entries.get(path)?.created ?? updated;
    const document = { ref, data: structuredClone(data), version };
    entries.set(path, { path, document, created, updated });
    return version;
  }

  function read({ document, created, updated }: Entry): StoredDocument {
    const times = { created, updated, read: databaseTime() };
    return { ...document, data: structuredClone(document.data), times };
  }

  function check(write: Write): void {
    if (write.kind === 'put' || (write.kind === 'delete' && write.version === undefined)) return;
    const current = entries.get(pathOf(write.ref))?.document.version;
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

  function find(query: Omit<Query, 'limit'>): StoredDocument[] {
    checkQuery(declarationOf(collections, query.collection), query);
    const order = byOrder(query);
    const { startAfter, endBefore } = query;
    return [...entries.values()]
      .filter(({ document: { ref } }) => ref.collection === query.collection)
      .filter(({ document: { ref } }) => query.tenant === allTenants || ref.tenant === query.tenant)
      .filter(({ document: { data } }) => query.where.every((filter) => matches(data, filter)))
      .filter(({ document: { data } }) => query.orderBy.every(({ field }) => field in data))
      .map((entry) => ({ entry, place: placeOf(entry.document, query) }))
      .filter(({ place }) => startAfter === undefined || order(place, startAfter) > 0)
      .filter(({ place }) => endBefore === undefined || order(place, endBefore) < 0)
      .toSorted((left, right) => order(left.place, right.place))
      .map(({ entry }) => read(entry));
  }

  async function getAll(refs: readonly DocumentRef[]) {
    return refs.map((ref) => {
      declarationOf(collections, ref.collection);
      const entry = entries.get(pathOf(ref));
      return entry && read(entry);
    });
  }

  async function commit(writes: readonly Write[]) {
    const databases = writes.map(({ ref }) => declarationOf(collections, ref.collection).database);
    if (new Set(databases).size > 1) throw new Error('one commit, one database');
    for (const write of writes) {
      if (write.kind === 'delete') continue;
      const checked = write.kind === 'update' ? checkFields : checkDocument;
      checked(declarationOf(collections, write.ref.collection), write.data);
    }
    for (const write of writes) check(write);
    commits += 1;
    return writes.map((write) => {
      if (write.kind === 'update') {
        const kept = entries.get(pathOf(write.ref))?.document.data;
        return put(write.ref, { ...kept, ...write.data });
      }
      if (write.kind !== 'delete') return put(write.ref, write.data);
      entries.delete(pathOf(write.ref));
      return undefined;
    });
  }

  return {
    get: async (ref) => (await getAll([ref]))[0],
    getAll,
    query: async (query) => find(query).slice(0, query.limit).map(projected(query)),
    count: async (query) => find(query).length,
    async aggregate(query, field) {
      checkAggregate(declarationOf(collections, query.collection), query, field);
      const values = find(query).map(({ data }) => data[field] as number);
      const sum = values.reduce((total, value) => total + value, 0);
      return {
        count: values.length,
        sum,
        average: values.length === 0 ? null : sum / values.length,
      };
    },
    commit,
    async deleteEach(documents) {
      const current = documents.filter(
        ({ ref, version }) => entries.get(pathOf(ref))?.document.version === version,
      );
      for (const { ref } of current) entries.delete(pathOf(ref));
      return current.length;
    },
  };
}
