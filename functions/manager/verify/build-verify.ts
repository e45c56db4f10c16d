import { collections } from '#shared/wiring/collections.ts';

/** Returns the titles of categories and collections, which the build inserts into the script. */
export function verifyTitles(): { readonly titlesOfAll: string } {
  const titles = collections.map(({ id, title }) => [id, title]);
  return { titlesOfAll: JSON.stringify(Object.fromEntries(titles)) };
}
