import { collections } from '#shared/wiring/collections.ts';

/** The build gives this to the script: the titles of categories and collections. */
export function verifyTitles(): { readonly titlesOfAll: string } {
  const titles = collections.map(({ id, title }) => [id, title]);
  return { titlesOfAll: JSON.stringify(Object.fromEntries(titles)) };
}
