import { FieldPath, type Firestore } from '@google-cloud/firestore';
import { declarationOf, indexCollections } from '#shared/store/check-declared.ts';
import {
  allTenants,
  type DatabaseId,
  type DocumentData,
  type DocumentRef,
  type Query,
  type Store,
  type StoredDocument,
  type Write,
} from '#shared/store/store.ts';
import { collections } from '#shared/wiring/collections.ts';
import { toBareData, toBareValue } from './bare-values.ts';

const declared = indexCollections(collections);

type Counted = Omit<Query, 'limit' | 'startAfter' | 'endBefore'>;

/**
 * A call to the store. `ended` is the number of calls that had ended before this call began.
 * `found` is the number of documents that a query found.
 */
type Recorded = {
  readonly ended: number;
  found: number;
  readonly call:
    | { readonly kind: 'read'; readonly refs: readonly DocumentRef[] }
    | { readonly kind: 'query'; readonly query: Query }
    | { readonly kind: 'count'; readonly query: Counted }
    | { readonly kind: 'commit'; readonly writes: readonly Write[] }
    | { readonly kind: 'delete'; readonly documents: readonly StoredDocument[] };
};

export type Recording = {
  readonly store: Store;
  /** The calls in the order of their start. */
  readonly calls: readonly Recorded[];
  /** The indexes in `calls`, in the order in which the calls ended. */
  readonly endings: readonly number[];
  /** The first version of each document that was read, by its path. */
  readonly seen: ReadonlyMap<string, StoredDocument>;
};

const pathOf = ({ tenant, collection, id }: DocumentRef) => `tenants/${tenant}/${collection}/${id}`;

/** Wraps a store. Records each call, and how many calls had ended before this call began. */
export function recordCalls(inner: Store): Recording {
  const calls: Recorded[] = [];
  const endings: number[] = [];
  const seen = new Map<string, StoredDocument>();
  async function noted<T>(call: Recorded['call'], work: () => Promise<T>): Promise<T> {
    const recorded = { ended: endings.length, found: 0, call };
    const place = calls.push(recorded) - 1;
    const done = await work();
    if (call.kind === 'query' && Array.isArray(done)) recorded.found = done.length;
    endings.push(place);
    return done;
  }
  const see = (found: readonly (StoredDocument | undefined)[]) => {
    for (const each of found)
      if (each !== undefined && !seen.has(pathOf(each.ref))) seen.set(pathOf(each.ref), each);
  };
  const store: Store = {
    ...inner,
    async getAll(refs) {
      const found = await noted({ kind: 'read', refs }, () => inner.getAll(refs));
      see(found);
      return found;
    },
    get: async (ref) => (await store.getAll([ref]))[0],
    async query(query) {
      const found = await noted({ kind: 'query', query }, () => inner.query(query));
      see(found);
      return found;
    },
    count: (query) => noted({ kind: 'count', query }, () => inner.count(query)),
    commit: (writes) => noted({ kind: 'commit', writes }, () => inner.commit(writes)),
    deleteEach: (documents) =>
      noted({ kind: 'delete', documents }, () => inner.deleteEach(documents)),
  };
  return { store, calls, endings, seen };
}

/** Wraps a store, and keeps the data of each `create` and `put`, by the path of the document. */
export function keepWrites(inner: Store) {
  const kept = new Map<string, DocumentData>();
  const store: Store = {
    ...inner,
    commit(writes) {
      for (const write of writes)
        if (write.kind === 'create' || write.kind === 'put')
          kept.set(pathOf(write.ref), write.data);
      return inner.commit(writes);
    },
  };
  return { store, kept };
}

/**
 * Restores the documents that the recorded writes have changed. The data of a document comes from
 * `kept`. If `kept` does not contain the document, its data comes from the reads of the sweep.
 * These reads may contain only some fields. If the sweep has not read the document either, the
 * sweep has created it. Then this function deletes the document.
 */
export async function undoCalls(
  store: Store,
  { calls, seen }: Recording,
  kept: ReadonlyMap<string, DocumentData>,
): Promise<void> {
  const written = new Map<string, DocumentRef>();
  for (const { call } of calls) {
    const touched =
      call.kind === 'commit' ? call.writes : call.kind === 'delete' ? call.documents : [];
    for (const { ref } of touched) written.set(pathOf(ref), ref);
  }
  const writes = [...written].map(([path, ref]): Write => {
    const data = kept.get(path) ?? seen.get(path)?.data;
    return data === undefined ? { kind: 'delete', ref } : { kind: 'put', ref, data };
  });
  const byDatabase = Map.groupBy(
    writes,
    ({ ref }) => declarationOf(declared, ref.collection).database,
  );
  for (const own of byDatabase.values())
    for (let at = 0; at < own.length; at += 200) await store.commit(own.slice(at, at + 200));
}

type Clients = (database: DatabaseId) => Firestore;

function queryOf(clients: Clients, query: Counted) {
  const collection = declarationOf(declared, query.collection);
  const db = clients(collection.database);
  const from =
    query.tenant === allTenants
      ? db.collectionGroup(collection.id)
      : db.collection(`tenants/${query.tenant}/${collection.id}`);
  const filters = query.where.map(
    ({ field, op, value }) => [field, op, toBareValue(collection, field, value)] as const,
  );
  return () => {
    let built = filters.reduce((so, filter) => so.where(...filter), from.limit(1e6));
    for (const { field, direction } of query.orderBy) built = built.orderBy(field, direction);
    return built;
  };
}

function pageOf(clients: Clients, query: Query): () => Promise<unknown> {
  const begin = queryOf(clients, query);
  const { limit, select, startAfter, orderBy } = query;
  const collection = declarationOf(declared, query.collection);
  const cursor = startAfter?.map((value, at) => {
    const order = orderBy[at];
    return order === undefined ? value : toBareValue(collection, order.field, value);
  });
  return async () => {
    let built = begin().limit(limit);
    if (select !== undefined) built = built.select(...select);
    if (cursor !== undefined)
      built = built
        .orderBy(FieldPath.documentId(), orderBy.at(-1)?.direction ?? 'asc')
        .startAfter(...cursor);
    return (await built.get()).docs.map((document) => document.data());
  };
}

function commitOf(clients: Clients, writes: readonly Write[]): () => Promise<unknown> {
  const [first] = writes;
  if (first === undefined) return async () => undefined;
  const db = clients(declarationOf(declared, first.ref.collection).database);
  const told = writes.map((write) => {
    const { kind, ref } = write;
    const data: DocumentData =
      write.kind === 'delete'
        ? {}
        : toBareData(declarationOf(declared, ref.collection), write.data);
    return { kind, data, document: db.doc(pathOf(ref)) };
  });
  return () => {
    const batch = db.batch();
    for (const { kind, data, document } of told)
      if (kind === 'delete') batch.delete(document, { exists: true });
      else if (kind === 'create') batch.create(document, data);
      else if (kind === 'update') batch.update(document, data, { exists: true });
      else batch.set(document, data);
    return batch.commit();
  };
}

/** Prepares a recorded call. The returned function sends it with the bare client. */
function bareCall(clients: Clients, { call }: Recorded): () => Promise<unknown> {
  if (call.kind === 'query') return pageOf(clients, call.query);
  if (call.kind === 'commit') return commitOf(clients, call.writes);
  if (call.kind === 'count') {
    const begin = queryOf(clients, call.query);
    return () => begin().count().get();
  }
  const refs = call.kind === 'read' ? call.refs : call.documents.map(({ ref }) => ref);
  const [first] = refs;
  if (first === undefined) return async () => undefined;
  const db = clients(declarationOf(declared, first.collection).database);
  const documents = refs.map((ref) => db.doc(pathOf(ref)));
  if (call.kind === 'read')
    return async () => (await db.getAll(...documents)).map((found) => found.data());
  return async () => {
    const writer = db.bulkWriter({ throttling: false });
    const done = documents.map((document) => writer.delete(document, { exists: true }));
    await writer.close();
    return Promise.all(done);
  };
}

/**
 * Prepares a replay of the recorded calls. The returned function sends them with the bare client.
 * If a call ended before another call began in the recording, the replay keeps this order. The
 * returned function throws an error if a query finds another number of documents than in the sweep.
 */
export function prepareReplay(
  clients: Clients,
  { calls, endings }: Recording,
): () => Promise<unknown> {
  const ready = calls.map((each) => ({ ended: each.ended, send: bareCall(clients, each) }));
  return async () => {
    const sent: Promise<unknown>[] = [];
    let waited = 0;
    for (const { ended, send } of ready) {
      for (; waited < ended; waited += 1) await sent[endings[waited] ?? 0];
      sent.push(send());
    }
    const answers = await Promise.all(sent);
    const found = answers.map((answer, at) =>
      calls[at]?.call.kind === 'query' && Array.isArray(answer) ? answer.length : 0,
    );
    for (const [at, recorded] of calls.entries())
      if (found[at] !== recorded.found)
        throw new Error(`a query found ${found[at]} documents, but ${recorded.found} in the sweep`);
  };
}
