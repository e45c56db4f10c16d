import type { Page } from './category-types.ts';
import type { QueryValues } from './url-parts.ts';

/** Everything of a list, page after page, each fetched when it is reached. */
export async function* iteratePages<T>(
  query: QueryValues | undefined,
  fetchPage: (query: QueryValues) => Promise<Page<T>>,
): AsyncGenerator<T, void> {
  let cursor: string | null = null;
  do {
    const page: Page<T> = await fetchPage({ ...query, ...(cursor !== null && { cursor }) });
    yield* page.items;
    cursor = page.next_cursor;
  } while (cursor !== null);
}
