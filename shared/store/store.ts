import type { Instant } from '#shared/base/time/instant.ts';

export type DatabaseId =
  | 'mayfly'
  | 'mayfly-keys'
  | 'mayfly-audit'
  | 'mayfly-access'
  | 'mayfly-reports';

/**
 * The reference of a document. Its path in the database of the collection is
 * `tenants/{tenant}/{collection}/{id}`.
 */
export type DocumentRef = {
  readonly tenant: string;
  readonly collection: string;
  readonly id: string;
};

/** The fields of a document. Instants are microseconds since the epoch (`Instant`). */
export type DocumentData = { readonly [field: string]: unknown };

/** Identifies a state of a document, for preconditions. Only the store can interpret the value. */
export type Version = string & { readonly brand: 'Version' };

/**
 * The times of a document by the database's own clock. They do not depend on the clock of a
 * process.
 */
export type DatabaseTimes = {
  readonly created: Instant;
  readonly updated: Instant;
  readonly read: Instant;
};

export type StoredDocument = {
  readonly ref: DocumentRef;
  readonly data: DocumentData;
  readonly version: Version;
  /** Absent for a document that this process has written but not read. */
  readonly times?: DatabaseTimes;
};

export type Write =
  | { readonly kind: 'create'; readonly ref: DocumentRef; readonly data: DocumentData }
  /** Replaces a document that still has the given version. */
  | {
      readonly kind: 'replace';
      readonly ref: DocumentRef;
      readonly data: DocumentData;
      readonly version: Version;
    }
  /**
   * Writes a document without a precondition. Use it only if another write of the same commit has a
   * precondition, or if nobody else can write this document.
   */
  | { readonly kind: 'put'; readonly ref: DocumentRef; readonly data: DocumentData }
  /**
   * Changes these fields of an existing document. Other fields do not change. If a version is
   * given, the document must still have this version.
   */
  | {
      readonly kind: 'update';
      readonly ref: DocumentRef;
      readonly data: DocumentData;
      readonly version?: Version;
    }
  /**
   * Deletes a document that still has the given version. Without a version it deletes the document
   * in any state.
   */
  | { readonly kind: 'delete'; readonly ref: DocumentRef; readonly version?: Version };

/**
 * The write that creates a document if none was found, or replaces the found one. A caller may
 * replace a document that it wants to change, or an expired document that is not deleted yet. The
 * commit fails if another writer was faster.
 */
export function createOrReplace(
  ref: DocumentRef,
  data: DocumentData,
  found: StoredDocument | undefined,
): Write {
  if (found === undefined) return { kind: 'create', ref, data };
  return { kind: 'replace', ref, data, version: found.version };
}

export type Filter = {
  readonly field: string;
  /** `in` means: equal to one of at most thirty values. It is for fields that are not instants. */
  readonly op: '==' | 'in' | '<' | '<=' | '>' | '>=';
  readonly value: unknown;
};

/**
 * The place of a document in the answer to a query: its values of the fields in `orderBy`, then its
 * id. With {@link allTenants} the whole path replaces the id, because documents of two tenants may
 * have the same id.
 */
export function placeOf(
  { ref, data }: StoredDocument,
  query: Pick<Query, 'orderBy' | 'tenant'>,
): unknown[] {
  const last = query.tenant === allTenants ? pathOf(ref) : ref.id;
  return [...query.orderBy.map(({ field }) => data[field]), last];
}

/**
 * Returns the path of a document in its database.
 * @throws for an empty id, and for an id with a slash, which would lead to a document of another
 * collection
 */
export function pathOf(ref: DocumentRef): string {
  if (ref.id === '' || ref.id.includes('/') || ref.tenant.includes('/'))
    throw new Error(`an id in ${ref.collection} is empty or contains a slash`);
  return `tenants/${ref.tenant}/${ref.collection}/${ref.id}`;
}

export type Order = { readonly field: string; readonly direction: 'asc' | 'desc' };

/**
 * In a query this tenant id means every tenant. No tenant can have this id, because tenant ids
 * match `[a-z][a-z0-9-]*`.
 */
export const allTenants = '*';

/**
 * The tenant id in paths of documents that do not belong to a tenant. No tenant can have this id.
 */
export const platformTenant = '_platform';

/**
 * A query. `orderBy` states its order explicitly. If two documents are equal in all fields of
 * `orderBy`, the document id decides, in the direction of the last field.
 */
export type Query = {
  readonly collection: string;
  /** One tenant's collection, or with {@link allTenants} the collection group of all tenants. */
  readonly tenant: string;
  readonly where: readonly Filter[];
  readonly orderBy: readonly Order[];
  /**
   * The fields that the answer contains. By default the answer contains all fields. If you want to
   * read another page, also select the fields of `orderBy`.
   */
  readonly select?: readonly string[];
  /**
   * Places after which the answer begins or before which it ends, see {@link placeOf}. The
   * documents at these places are excluded.
   */
  readonly startAfter?: readonly unknown[];
  readonly endBefore?: readonly unknown[];
  readonly limit: number;
};

/** A query without a beginning, an end or a limit, for counts and sums. */
export type WholeQuery = Omit<Query, 'limit' | 'startAfter' | 'endBefore'>;

/** The database's aggregates over the documents that have a field. No document is read. */
export type Aggregated = {
  readonly count: number;
  readonly sum: number;
  /** The average. Null if there is no document. */
  readonly average: number | null;
};

/**
 * A document does not meet the precondition of its write. Usually nothing of the commit was
 * written. But if Firestore's client gets no answer, it sends the commit again. Then the first
 * commit may have been written, and its change may be the reason for the conflict.
 */
export class WriteConflict extends Error {
  override readonly name = 'WriteConflict';
}

/**
 * A document that a commit should create already exists. The caller itself may have created it: if
 * Firestore's client gets no answer, it sends the commit again. The second commit may then find the
 * document that the first commit created.
 */
export class AlreadyExists extends WriteConflict {}

/**
 * The database did not answer in time or is unavailable. A commit may or may not have been written.
 */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

/**
 * The port to Mayfly's databases. Two adapters implement it and pass one contract suite: one for
 * Firestore, and one in memory for tests and for a local stack without the emulator. A write to an
 * undeclared collection or field throws an error before anything is sent.
 */
export type Store = {
  /** Reads one document. Undefined when it does not exist. */
  readonly get: (ref: DocumentRef) => Promise<StoredDocument | undefined>;
  /**
   * Reads several documents with one request, in the order of `refs`. A missing document is
   * undefined. All documents must be in one database.
   */
  readonly getAll: (refs: readonly DocumentRef[]) => Promise<(StoredDocument | undefined)[]>;
  readonly query: (query: Query) => Promise<StoredDocument[]>;
  readonly count: (query: WholeQuery) => Promise<number>;
  /**
   * Returns count, sum and average of a number field, over the documents that have this field. It
   * needs one call, and reads no documents. The query must sort by the field. Then the database
   * uses the index of this field, and does not count documents without the field
   * (https://firebase.google.com/docs/firestore/query-data/aggregation-queries).
   */
  readonly aggregate: (query: WholeQuery, field: string) => Promise<Aggregated>;
  /**
   * Writes all or nothing, in one database.
   * @returns the new versions in the order of the writes (undefined for deletions)
   * @throws WriteConflict ({@link AlreadyExists} for a document to be created), StoreUnavailable
   */
  readonly commit: (writes: readonly Write[]) => Promise<(Version | undefined)[]>;
  /**
   * Deletes each document, independently of the others, if its version is still the one in
   * `documents`. A document that was changed meanwhile is not deleted.
   * @returns how many were deleted
   */
  readonly deleteEach: (documents: readonly StoredDocument[]) => Promise<number>;
};

/**
 * A {@link Store} whose type allows only reads. Writes for a caller go through
 * `shared/access/commit-checked.ts`, which checks the caller first.
 */
export type ReadStore = Omit<Store, 'commit' | 'deleteEach'>;
