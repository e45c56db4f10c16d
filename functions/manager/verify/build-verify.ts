import { fileURLToPath } from 'node:url';
import { collections } from '#shared/wiring/collections.ts';

const pathOf = (name: string) => fileURLToPath(new URL(`./page/${name}`, import.meta.url));

/** Script and style of the page that checks receipts; they are built with the console. */
export const verifyEntries = [pathOf('verify-page.ts'), pathOf('verify-page.css')];

/** What the build tells the script: the titles of categories and collections. */
export function verifyTitles(): { readonly titlesOfAll: string } {
  const titles = collections.map(({ id, title }) => [id, title]);
  return { titlesOfAll: JSON.stringify(Object.fromEntries(titles)) };
}
