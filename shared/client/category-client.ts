import type {
  CategoryShape,
  ChangedRecord,
  CorrectionOf,
  CreateOf,
  FiltersOf,
  Offered,
  Page,
  PageQuery,
  SearchOf,
  StoredRecord,
} from './category-types.ts';
import type { ClientCategory } from './client-categories.ts';
import { readTagged } from './etag-of.ts';
import { type CsvChoices, exportCsv, type Narrowing } from './export-csv.ts';
import { type ArchiveOptions, exportArchive } from './export-progress.ts';
import { iteratePages } from './iterate-pages.ts';
import {
  type CallOptions,
  type ChangeOptions,
  type ClientRequest,
  sendRequest,
  type Transport,
} from './send-request.ts';
import { listQuery, type QueryValues, recordSegment } from './url-parts.ts';

/**
 * Options of a call that sends a POST, for example to create records. Each of these calls has an
 * `Idempotency-Key`, so the client can repeat the call safely. If the caller gives no key, the key
 * is a random UUID.
 */
export type CreateOptions = CallOptions & { readonly idempotencyKey?: string };

export type Upserted<C extends CategoryShape> = {
  readonly record: StoredRecord<C>;
  /**
   * False if the record existed before. Also false if an earlier attempt of this call created the
   * record, and the answer to that attempt was lost.
   */
  readonly created: boolean;
};

type Reading<C extends CategoryShape> = {
  /** Lists live records (those that have not expired), newest first. */
  list(query?: PageQuery & FiltersOf<C>, options?: CallOptions): Promise<Page<StoredRecord<C>>>;
  /** Iterates over all live records, newest first, page by page. */
  iterate(
    query?: Omit<PageQuery, 'after'> & FiltersOf<C>,
    options?: CallOptions,
  ): AsyncGenerator<StoredRecord<C>, void>;
  get(id: string, options?: CallOptions): Promise<StoredRecord<C>>;
  /**
   * Exports live records as CSV in UTF-8: all of them, or those that match `filters`. The answer is
   * a stream. The time limit of the client applies only until the first byte arrives.
   */
  exportCsv(
    options?: CallOptions & CsvChoices & Narrowing<FiltersOf<C>>,
  ): Promise<ReadableStream<Uint8Array>>;
  /**
   * Exports the same records as `exportCsv`, in a ZIP archive. If `options` contain a password, the
   * archive is encrypted. `onProgress` receives the progress.
   */
  exportArchive(
    options?: ArchiveOptions & Narrowing<FiltersOf<C>>,
  ): Promise<ReadableStream<Uint8Array>>;
};

type Creating<C extends CategoryShape> = {
  create(record: CreateOf<C>, options?: CreateOptions): Promise<StoredRecord<C>>;
  /** Creates up to 500 records, all or none. */
  createMany(
    records: readonly CreateOf<C>[],
    options?: CreateOptions,
  ): Promise<readonly StoredRecord<C>[]>;
};

type Upserting<C extends CategoryShape> = {
  /** Creates the record. If a record with the same unique fields exists, replaces that record. */
  upsert(record: CreateOf<C>, options?: ChangeOptions): Promise<Upserted<C>>;
};

type Searching<C extends CategoryShape> = {
  /**
   * Finds live records by the value of a lookup field, newest first. Only the request body contains
   * the value.
   */
  search(
    value: SearchOf<C> & Omit<PageQuery, 'after'>,
    options?: CallOptions,
  ): Promise<Page<StoredRecord<C>>>;
};

type Correcting<C extends CategoryShape> = {
  correct(id: string, changes: CorrectionOf<C>, options?: ChangeOptions): Promise<ChangedRecord<C>>;
};

/** The ids of the requested records that were deleted, and the ids of those that do not exist. */
export type Deleted = {
  readonly deleted: readonly string[];
  readonly not_found: readonly string[];
};

type Deleting = {
  delete(id: string, options?: ChangeOptions): Promise<void>;
  /** Deletes up to 200 records. */
  deleteMany(ids: readonly string[], options?: CreateOptions): Promise<Deleted>;
};

type Touching<C extends CategoryShape> = {
  /**
   * Tells Mayfly that the customer is interacting now. The retention of the record begins again.
   */
  touch(id: string, options?: CreateOptions): Promise<ChangedRecord<C>>;
};

/** The verbs of a category, according to its declaration. */
export type CategoryClient<C extends CategoryShape> = Reading<C> &
  Offered<C, 'create', Creating<C>> &
  Offered<C, 'upsert', Upserting<C>> &
  ([C['lookup']] extends [never] ? unknown : Searching<C>) &
  Offered<C, 'correct', Correcting<C>> &
  Offered<C, 'delete', Deleting> &
  Offered<C, 'touch', Touching<C>>;

type Any = StoredRecord<CategoryShape>;
type Every = Reading<CategoryShape> &
  Creating<CategoryShape> &
  Upserting<CategoryShape> &
  Searching<CategoryShape> &
  Correcting<CategoryShape> &
  Deleting &
  Touching<CategoryShape>;

/**
 * Creates all verbs for a category, also verbs that the category does not offer. The types show
 * callers only the offered verbs.
 */
export function createCategoryClient(transport: Transport, category: ClientCategory): Every {
  const base = `/v1/${category.path}`;
  const at = (id: string) => `${base}/${recordSegment(id)}`;
  const send = <T>(request: ClientRequest) => sendRequest(transport, request, readTagged<T>);
  const post = <T>(body: unknown, options?: CreateOptions) =>
    send<T>({ ...options, method: 'POST', path: base, body });
  const list = async (query: QueryValues = {}, options?: CallOptions) => {
    const path = `${base}${listQuery(category.filters, query)}`;
    return send<Page<Any>>({ ...options, method: 'GET', path });
  };
  return {
    list,
    iterate: (query, options) => iteratePages(query, (page) => list(page, options)),
    get: async (id, options) => send<Any>({ ...options, method: 'GET', path: at(id) }),
    exportCsv: (options) => {
      const { filters } = category;
      return exportCsv(transport, { path: `${base}/export.csv`, filters }, options);
    },
    exportArchive: (options) => exportArchive(transport, `${base}/export`, options),
    create: (record, options) => post<Any>(record, options),
    createMany: async (records, options) =>
      (await post<{ readonly items: readonly Any[] }>(records, options)).items,
    upsert: (body, options) => {
      const request: ClientRequest = {
        ...options,
        method: 'PUT',
        path: base,
        body,
      };
      return sendRequest(transport, request, async (response) => ({
        record: await readTagged<Any>(response),
        created: response.status === 201,
      }));
    },
    search: (body, options) =>
      send<Page<Any>>({
        ...options,
        method: 'POST',
        path: `${base}/search`,
        body,
      }),
    correct: async (id, body, options) =>
      send<Any>({ ...options, method: 'PATCH', path: at(id), body }),
    delete: async (id, options) => {
      const request = { ...options, method: 'DELETE', path: at(id) } as const;
      const sent: ClientRequest = { ...request, goneIsDone: true };
      await sendRequest(transport, sent, async () => undefined);
    },
    deleteMany: (ids, options) =>
      send<Deleted>({ ...options, method: 'POST', path: `${base}/delete`, body: { ids } }),
    touch: async (id, options) =>
      send<Any>({ ...options, method: 'POST', path: `${at(id)}/touch` }),
  };
}
