import { placeOf, type Query, type Store, type StoredDocument } from './store.ts';

/** Reads every document that a query finds, page by page. */
export async function* allOf(
  store: Pick<Store, 'query'>,
  query: Omit<Query, 'limit'>,
  pageSize = 500,
): AsyncGenerator<StoredDocument> {
  let page: StoredDocument[] = [];
  let startAfter: readonly unknown[] | undefined;
  do {
    page = await store.query({ ...query, limit: pageSize, ...(startAfter && { startAfter }) });
    yield* page;
    const last = page.at(-1);
    startAfter = last && placeOf(last, query);
  } while (page.length === pageSize);
}

/**
 * Reads every document that a query finds into a list. It is for collections with few documents.
 */
export async function listAll(
  store: Pick<Store, 'query'>,
  query: Omit<Query, 'limit'>,
): Promise<StoredDocument[]> {
  const all: StoredDocument[] = [];
  for await (const document of allOf(store, query)) all.push(document);
  return all;
}
