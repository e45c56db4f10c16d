import {
  AggregateField,
  type CollectionReference,
  FieldPath,
  FieldValue,
  type Firestore,
  type Query as FirestoreQuery,
  type QueryDocumentSnapshot,
  type Timestamp,
} from '@google-cloud/firestore';
import { beforeDeadline } from '#shared/base/time/before-deadline.ts';
import {
  type Collections,
  checkAggregate,
  checkDocument,
  checkFields,
  checkQuery,
  declarationOf,
} from './check-declared.ts';
import type { Collection } from './declare-collection.ts';
import {
  fromFirestore,
  fromTimestamp,
  fromVersion,
  toFirestore,
  toFirestoreValue,
  toVersion,
} from './firestore-values.ts';
import {
  AlreadyExists,
  allTenants,
  type DatabaseId,
  type DatabaseTimes,
  type DocumentData,
  type DocumentRef,
  type Query,
  type Store,
  type StoredDocument,
  StoreUnavailable,
  type Version,
  type Write,
  WriteConflict,
} from './store.ts';

// gRPC status codes, https://grpc.io/docs/guides/status-codes/
const conflictCodes = new Set<unknown>([5, 6, 9, 10]);
const alreadyExistsCode = 6;
const unavailableCodes = new Set<unknown>([4, 8, 13, 14]);

/**
 * Translates an error of the client into an error to which a caller can react. The new error does
 * not contain the client's error, because its text can contain paths. A code that is not a number
 * comes from the network (`ECONNRESET`).
 */
function translate(error: unknown): Error {
  const code = (error as { code?: unknown }).code;
  if (unavailableCodes.has(code) || /^E(?!RR_)[A-Z_]+$/.test(String(code)))
    return new StoreUnavailable('unavailable', { cause: code });
  return new Error(`firestore error ${String(code)}`);
}

/**
 * Like {@link translate}, for writes. Only a write can conflict. For a read, the same codes have
 * another meaning, such as a missing index.
 */
function translateWrite(error: unknown): Error {
  const code = (error as { code?: unknown }).code;
  if (code === alreadyExistsCode) return new AlreadyExists('already exists', { cause: code });
  return conflictCodes.has(code)
    ? new WriteConflict('conflict', { cause: code })
    : translate(error);
}

async function withDeadline<T>(
  call: Promise<T>,
  deadlineMs: number,
  translated: (error: unknown) => Error = translate,
): Promise<T> {
  try {
    return await beforeDeadline(call, deadlineMs);
  } catch (error) {
    throw translated(error);
  }
}

function timesOf(created: Timestamp, updated: Timestamp, read: Timestamp): DatabaseTimes {
  return {
    created: fromTimestamp(created),
    updated: fromTimestamp(updated),
    read: fromTimestamp(read),
  };
}

/**
 * A replacement is sent as an update of all declared fields, because `set` accepts no precondition.
 */
function removedFields(collection: Collection, data: DocumentData): DocumentData {
  const names = Object.keys(collection.fields).filter((name) => !(name in data));
  return Object.fromEntries(names.map((name) => [name, FieldValue.delete()]));
}

export type FirestoreStoreOptions = {
  /** Returns the client of a database. It is created at its first use. */
  readonly database: (id: DatabaseId) => Firestore;
  readonly collections: Collections;
  /** After this time in milliseconds a call counts as unanswered. */
  readonly deadlineMs: number;
  /**
   * True if the rate of deletions grows slowly, as Firestore advises: 500 a second, and 50 % more
   * every 5 minutes. False for the emulator.
   */
  readonly throttleDeletes: boolean;
};

/** A tenant's documents of a collection. */
type Home = {
  readonly collection: Collection;
  readonly db: Firestore;
  readonly documents: CollectionReference;
};

/** The {@link Store} on Firestore. */
export function createFirestoreStore(options: FirestoreStoreOptions): Store {
  const { database, collections, deadlineMs } = options;

  /** Returns a function that locates documents. It makes one reference for each collection. */
  function locating() {
    const homes = new Map<string, Home>();
    return ({ tenant, collection: name, id }: DocumentRef) => {
      const path = `tenants/${tenant}/${name}`;
      let home = homes.get(path);
      if (home === undefined) {
        const collection = declarationOf(collections, name);
        const db = database(collection.database);
        home = { collection, db, documents: db.collection(path) };
        homes.set(path, home);
      }
      const { collection, db, documents } = home;
      return { collection, db, document: documents.doc(id) };
    };
  }

  function build(
    collection: Collection,
    query: Omit<Query, 'limit' | 'startAfter' | 'endBefore'>,
  ): FirestoreQuery {
    checkQuery(collection, query);
    const db = database(collection.database);
    let built: FirestoreQuery =
      query.tenant === allTenants
        ? db.collectionGroup(collection.id)
        : db.collection(`tenants/${query.tenant}/${collection.id}`);
    for (const { field, op, value } of query.where)
      built = built.where(field, op, toFirestoreValue(collection, field, value));
    for (const { field, direction } of query.orderBy) built = built.orderBy(field, direction);
    return built;
  }

  function toStored(collection: Collection, snapshot: QueryDocumentSnapshot): StoredDocument {
    const tenant = snapshot.ref.parent.parent?.id;
    if (tenant === undefined) throw new Error(`a document of ${collection.id} has no tenant`);
    return {
      ref: { tenant, collection: collection.id, id: snapshot.id },
      data: fromFirestore(snapshot.data()),
      version: toVersion(snapshot.updateTime),
      times: timesOf(snapshot.createTime, snapshot.updateTime, snapshot.readTime),
    };
  }

  async function getAll(refs: readonly DocumentRef[]): Promise<(StoredDocument | undefined)[]> {
    const located = refs.map(locating());
    const first = located[0];
    if (first === undefined) return [];
    const snapshots = await withDeadline(
      first.db.getAll(...located.map(({ document }) => document)),
      deadlineMs,
    );
    return snapshots.map((snapshot, index) => {
      const data = snapshot.data();
      const ref = refs[index];
      const { createTime, updateTime, readTime } = snapshot;
      if (!data || !createTime || !updateTime || !ref) return undefined;
      const times = timesOf(createTime, updateTime, readTime);
      return { ref, data: fromFirestore(data), version: toVersion(updateTime), times };
    });
  }

  async function runQuery(query: Query): Promise<StoredDocument[]> {
    const collection = declarationOf(collections, query.collection);
    const values = (cursor: readonly unknown[]) =>
      cursor.map((value, index) => {
        const order = query.orderBy[index];
        return order === undefined ? value : toFirestoreValue(collection, order.field, value);
      });
    let built = build(collection, query).limit(query.limit);
    if (query.select !== undefined) built = built.select(...query.select);
    if (query.startAfter !== undefined || query.endBefore !== undefined)
      built = built.orderBy(FieldPath.documentId(), query.orderBy.at(-1)?.direction ?? 'asc');
    if (query.startAfter !== undefined) built = built.startAfter(...values(query.startAfter));
    if (query.endBefore !== undefined) built = built.endBefore(...values(query.endBefore));
    const snapshot = await withDeadline(built.get(), deadlineMs);
    return snapshot.docs.map((document) => toStored(collection, document));
  }

  async function commit(writes: readonly Write[]): Promise<(Version | undefined)[]> {
    const first = writes[0];
    if (first === undefined) return [];
    const locate = locating();
    const { db, collection: home } = locate(first.ref);
    const batch = db.batch();
    for (const write of writes) {
      const { collection, document } = locate(write.ref);
      if (collection.database !== home.database)
        throw new Error('a commit must not write to two databases');
      if (write.kind === 'delete') {
        const { version } = write;
        batch.delete(document, version && { lastUpdateTime: fromVersion(version) });
        continue;
      }
      if (write.kind === 'update') {
        checkFields(collection, write.data);
        const { version } = write;
        const guard = version ? { lastUpdateTime: fromVersion(version) } : { exists: true };
        batch.update(document, toFirestore(collection, write.data), guard);
        continue;
      }
      checkDocument(collection, write.data);
      const data = toFirestore(collection, write.data);
      if (write.kind === 'create') batch.create(document, data);
      else if (write.kind === 'put') batch.set(document, data);
      else
        batch.update(
          document,
          { ...removedFields(collection, data), ...data },
          {
            lastUpdateTime: fromVersion(write.version),
          },
        );
    }
    const results = await withDeadline(batch.commit(), deadlineMs, translateWrite);
    return results.map((result, index) =>
      writes[index]?.kind === 'delete' ? undefined : toVersion(result.writeTime),
    );
  }

  async function deleteEach(documents: readonly StoredDocument[]): Promise<number> {
    const first = documents[0];
    if (first === undefined) return 0;
    const locate = locating();
    const { db } = locate(first.ref);
    const writer = db.bulkWriter({ throttling: options.throttleDeletes });
    writer.onWriteError((error) => unavailableCodes.has(error.code) && error.failedAttempts < 3);
    const deletions = documents.map(({ ref, version }) =>
      writer.delete(locate(ref).document, { lastUpdateTime: fromVersion(version) }),
    );
    const settled = Promise.allSettled(deletions);
    await withDeadline(writer.close(), deadlineMs);
    const outcomes = await settled;
    for (const outcome of outcomes) {
      if (outcome.status === 'fulfilled') continue;
      const error = translateWrite(outcome.reason);
      if (!(error instanceof WriteConflict)) throw error;
    }
    return outcomes.filter(({ status }) => status === 'fulfilled').length;
  }

  return {
    get: async (ref) => (await getAll([ref]))[0],
    getAll,
    query: runQuery,
    async count(query) {
      const collection = declarationOf(collections, query.collection);
      const snapshot = await withDeadline(build(collection, query).count().get(), deadlineMs);
      return snapshot.data().count;
    },
    async aggregate(query, field) {
      const collection = declarationOf(collections, query.collection);
      checkAggregate(collection, query, field);
      const aggregation = build(collection, query).aggregate({
        count: AggregateField.count(),
        sum: AggregateField.sum(field),
        average: AggregateField.average(field),
      });
      return (await withDeadline(aggregation.get(), deadlineMs)).data();
    },
    commit,
    deleteEach,
  };
}
