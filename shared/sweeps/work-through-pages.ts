import { placeOf, type Query, type Store, type StoredDocument } from '#shared/store/store.ts';

/** The dependencies for reading page by page. */
export type PageDeps = {
  readonly store: Store;
  /** True if the time is up, so that no more pages may begin. */
  readonly isTimeUp: () => boolean;
};

type PageWork = (page: readonly StoredDocument[]) => Promise<unknown>;

/**
 * Work that removes the documents of a page from the results of a query. It returns how many
 * documents it has removed.
 */
type RemovingWork = (page: readonly StoredDocument[]) => Promise<number>;

/**
 * Works on every document of a query, a page of `limit` at a time. Each page begins after the last
 * document of the previous page. So the work may delete or change documents, but must not change
 * the fields by which the query orders.
 * @returns true if every document was visited, false if the time ran out first
 */
export async function workThroughPages(
  { store, isTimeUp }: PageDeps,
  query: Query,
  work: PageWork,
): Promise<boolean> {
  let place: Pick<Query, 'startAfter'> = {};
  while (!isTimeUp()) {
    const page = await store.query({ ...query, ...place });
    const last = page.at(-1);
    if (last === undefined) return true;
    await work(page);
    if (page.length < query.limit) return true;
    place = { startAfter: placeOf(last, query) };
  }
  return false;
}

/**
 * Works on every document of a query, a page of `limit` at a time. It sends the same query again
 * and again. So the work must delete each document, or change it so that the query no longer finds
 * it. As long as the query still finds documents, the work is repeated on them, until the time is
 * up. A page that is not full is the last one if the work has removed all its documents.
 * @returns true if the query finds no document any more, false if the time was up before that
 */
export async function workOffPages(
  { store, isTimeUp }: PageDeps,
  query: Query,
  work: RemovingWork,
): Promise<boolean> {
  while (!isTimeUp()) {
    const page = await store.query(query);
    if (page.length === 0) return true;
    const removed = await work(page);
    if (page.length < query.limit && removed === page.length) return true;
  }
  return false;
}
