import { placeOf, type Query, type Store, type StoredDocument } from '#shared/store/store.ts';

/** The dependencies for reading page by page. */
export type PageDeps = {
  readonly store: Store;
  /** True if the time is up, so that no more pages may begin. */
  readonly isTimeUp: () => boolean;
};

type PageWork = (page: readonly StoredDocument[]) => Promise<void>;

async function workThrough(
  { store, isTimeUp }: PageDeps,
  query: Query,
  work: PageWork,
  placeAfter: (last: StoredDocument) => Pick<Query, 'startAfter'>,
): Promise<boolean> {
  let place: Pick<Query, 'startAfter'> = {};
  while (!isTimeUp()) {
    const page = await store.query({ ...query, ...place });
    const last = page.at(-1);
    if (last === undefined) return true;
    await work(page);
    if (page.length < query.limit) return true;
    place = placeAfter(last);
  }
  return false;
}

/**
 * Works on every document of a query, a page of `limit` at a time. Each page begins after the last
 * document of the previous page. So the work may delete or change documents, but must not change
 * the fields by which the query orders.
 * @returns true if the end was reached, false if the time ran out before
 */
export function workThroughPages(deps: PageDeps, query: Query, work: PageWork): Promise<boolean> {
  return workThrough(deps, query, work, (last) => ({ startAfter: placeOf(last, query) }));
}

/**
 * Works on every document of a query, a page of `limit` at a time. It sends the same query again
 * and again, so the work must change each document so that the query no longer finds it. If
 * documents of a full page remain in the query, the work is repeated on them, until the time is up.
 * The first page that is not full is the last one.
 * @returns true if it reached the last page, false if the time ran out before
 */
export function workOffPages(deps: PageDeps, query: Query, work: PageWork): Promise<boolean> {
  return workThrough(deps, query, work, () => ({}));
}
