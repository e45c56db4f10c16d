import type { QueryValues } from './url-parts.ts';

type PageOf<T> = { readonly items: readonly T[]; readonly next_cursor: string | null };

/** Iterates over a whole list. It requests each page only when an item of this page is needed. */
export async function* iteratePages<T>(
  query: QueryValues | undefined,
  fetchPage: (query: QueryValues) => Promise<PageOf<T>>,
): AsyncGenerator<T, void> {
  let cursor: string | null = null;
  do {
    const page: PageOf<T> = await fetchPage({ ...query, ...(cursor !== null && { cursor }) });
    yield* page.items;
    cursor = page.next_cursor;
  } while (cursor !== null);
}
