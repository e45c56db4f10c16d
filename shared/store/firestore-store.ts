import type { google } from '@google-cloud/firestore-api/protos';
import { type Collections, checkAggregate, declarationOf } from './check-declared.ts';
import { type DeleteDeps, deleteDocuments } from './delete-documents.ts';
import { type CallDeps, createCalls } from './firestore-calls.ts';
import { parentOf, toQuery, toWholeQuery } from './firestore-queries.ts';
import { decodeFields, fromTimestamp, toVersion } from './firestore-values.ts';
import { toDeletion, toWrite } from './firestore-writes.ts';
import {
  type DatabaseId,
  type DocumentRef,
  pathOf,
  type Query,
  type Store,
  type StoredDocument,
  StoreUnavailable,
  type Version,
  type WholeQuery,
  type Write,
} from './store.ts';

type Aggregation = google.firestore.v1.StructuredAggregationQuery.IAggregation;

export type FirestoreStoreOptions = CallDeps &
  Pick<DeleteDeps, 'throttleDeletes'> & {
    /** Returns the name of a database: `projects/{project}/databases/{database}`. */
    readonly rootOf: (id: DatabaseId) => string;
    readonly collections: Collections;
  };

function toStored(
  ref: DocumentRef,
  { fields, createTime, updateTime }: google.firestore.v1.IDocument,
  readTime: google.protobuf.ITimestamp | null | undefined,
): StoredDocument {
  const updated = fromTimestamp(updateTime);
  return {
    ref,
    data: decodeFields(fields),
    version: toVersion(updateTime),
    times: { created: fromTimestamp(createTime), updated, read: fromTimestamp(readTime) },
  };
}

/**
 * The {@link Store} on Firestore. It checks and encodes each document by the declaration of its
 * collection.
 */
export function createFirestoreStore(options: FirestoreStoreOptions): Store {
  const { collections, rootOf } = options;
  const calls = createCalls(options);

  /**
   * Returns the name of the database that contains all these documents.
   * @throws if they are in two databases
   */
  function rootOfAll([first, ...others]: readonly DocumentRef[]): string | undefined {
    if (first === undefined) return undefined;
    const { database } = declarationOf(collections, first.collection);
    for (const { collection } of others)
      if (declarationOf(collections, collection).database !== database)
        throw new Error('one call must not name documents of two databases');
    return rootOf(database);
  }

  const nameOf = (root: string, ref: DocumentRef) => `${root}/documents/${pathOf(ref)}`;

  async function getAll(refs: readonly DocumentRef[]): Promise<(StoredDocument | undefined)[]> {
    const root = rootOfAll(refs);
    if (root === undefined) return [];
    const names = refs.map((ref) => nameOf(root, ref));
    const request = { database: root, documents: [...new Set(names)] };
    const answers = await calls.read(root, 'batchGetDocuments', request);
    const byName = new Map(answers.map((answer) => [answer.found?.name ?? answer.missing, answer]));
    return refs.map((ref, at) => {
      const answer = byName.get(names[at]);
      if (answer === undefined) throw new StoreUnavailable('an answer is missing');
      return answer.found ? toStored(ref, answer.found, answer.readTime) : undefined;
    });
  }

  async function runQuery(query: Query): Promise<StoredDocument[]> {
    const collection = declarationOf(collections, query.collection);
    const root = rootOf(collection.database);
    const request = {
      parent: `${root}/${parentOf(query)}`,
      structuredQuery: toQuery(root, collection, query),
    };
    const answers = await calls.read(root, 'runQuery', request);
    const begin = `${root}/documents/`.length;
    return answers.flatMap(({ document, readTime }) => {
      if (!document) return [];
      const [tenants, tenant, , id, ...more] = document.name?.slice(begin).split('/') ?? [];
      if (tenants !== 'tenants' || !tenant || !id || more.length > 0)
        throw new Error(`a document of ${collection.id} has no tenant`);
      return [toStored({ tenant, collection: collection.id, id }, document, readTime)];
    });
  }

  /** Runs aggregations. Returns each result under the name (`alias`) of its aggregation. */
  async function runAggregations(query: WholeQuery, aggregations: Aggregation[]) {
    const collection = declarationOf(collections, query.collection);
    const root = rootOf(collection.database);
    const request = {
      parent: `${root}/${parentOf(query)}`,
      structuredAggregationQuery: {
        structuredQuery: toWholeQuery(collection, query),
        aggregations,
      },
    };
    const [answer] = await calls.read(root, 'runAggregationQuery', request);
    if (!answer?.result) throw new StoreUnavailable('an answer is missing');
    return decodeFields(answer.result.aggregateFields);
  }

  async function commit(writes: readonly Write[]): Promise<(Version | undefined)[]> {
    const root = rootOfAll(writes.map(({ ref }) => ref));
    if (root === undefined) return [];
    const encoded = writes.map((write) =>
      toWrite(declarationOf(collections, write.ref.collection), nameOf(root, write.ref), write),
    );
    const request = { database: root, writes: encoded };
    const { writeResults, commitTime } = await calls.write(root, 'commit', request);
    return writes.map((write, at) =>
      write.kind === 'delete' ? undefined : toVersion(writeResults?.[at]?.updateTime ?? commitTime),
    );
  }

  async function deleteEach(documents: readonly StoredDocument[]): Promise<number> {
    const root = rootOfAll(documents.map(({ ref }) => ref));
    if (root === undefined) return 0;
    const send = (writes: google.firestore.v1.IWrite[]) =>
      calls.write(root, 'batchWrite', { database: root, writes });
    const deletions = documents.map(({ ref, version }) => toDeletion(nameOf(root, ref), version));
    return deleteDocuments({ ...options, send }, deletions);
  }

  return {
    get: async (ref) => (await getAll([ref]))[0],
    getAll,
    query: runQuery,
    async count(query) {
      const { count } = await runAggregations(query, [{ alias: 'count', count: {} }]);
      return count as number;
    },
    async aggregate(query, fieldPath) {
      checkAggregate(declarationOf(collections, query.collection), query, fieldPath);
      const field = { fieldPath };
      const { count, sum, average } = await runAggregations(query, [
        { alias: 'count', count: {} },
        { alias: 'sum', sum: { field } },
        { alias: 'average', avg: { field } },
      ]);
      return { count: count as number, sum: sum as number, average: average as number | null };
    },
    commit,
    deleteEach,
  };
}
