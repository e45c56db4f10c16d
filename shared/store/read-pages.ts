import { encodedBytes } from './encoded-bytes.ts';
import { type LiveRule, liveQuery } from './live.ts';
import { placeOf, type Query, type ReadStore, type StoredDocument } from './store.ts';

/** The number of documents in the first page, when their size is still unknown. */
const firstPageSize = 200;
const pageSizes = { min: 20, max: 1_000 } as const;
/** The wanted size of a page, in bytes. */
const pageBytes = 4 * 1024 * 1024;

/**
 * How many documents fit into a page of about 4 MiB, if they have the average size of the given
 * documents. The number stays between the limits of `pageSizes`.
 */
export function pageSizeLike(documents: readonly StoredDocument[]): number {
  const bytes = documents.reduce((sum, { data }) => sum + encodedBytes(data), 0);
  const fitting = Math.floor((pageBytes * documents.length) / bytes);
  return Math.min(pageSizes.max, Math.max(pageSizes.min, fitting));
}

/**
 * Reads all live documents of a query, page by page, with one query for each page. The number of
 * documents in a page is chosen so that the page needs about 4 MiB. So memory is limited, and small
 * documents need few queries.
 */
export async function* readPages(
  ctx: { readonly store: ReadStore; readonly tenant: string },
  rule: () => LiveRule | Promise<LiveRule>,
  query: Pick<Query, 'collection' | 'where' | 'orderBy' | 'select'>,
): AsyncGenerator<readonly StoredDocument[], void> {
  const all = { ...query, tenant: ctx.tenant };
  let limit = firstPageSize;
  let startAfter: readonly unknown[] | undefined;
  for (;;) {
    const page = { ...all, limit, ...(startAfter && { startAfter }) };
    const documents = await ctx.store.query(liveQuery(await rule(), page));
    const last = documents.at(-1);
    if (last !== undefined) yield documents;
    if (last === undefined || documents.length < limit) return;
    startAfter = placeOf(last, all);
    limit = pageSizeLike(documents);
  }
}
