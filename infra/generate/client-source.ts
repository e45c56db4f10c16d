import type { Category } from '#shared/categories/define-category.ts';
import { listFilters } from '#shared/records/record-filters.ts';

/** `chat_messages` -> `chatMessages`. */
export function clientName({ id }: Category): string {
  return id.replaceAll(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}

/** `chat_messages` -> `ChatMessages`. */
export function shapeName(category: Category): string {
  const name = clientName(category);
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/** Fields that filter the category's list, by one value or by a range. */
export function filterFields({ fields }: Category, filter: 'equal' | 'range'): string[] {
  return Object.entries(fields)
    .filter(([, field]) => field.atRest === 'plain' && field.filter === filter)
    .map(([name]) => name);
}

/**
 * Returns the TypeScript source with the facts about categories that the client needs at run time.
 * The source is not formatted.
 */
export function clientSource(categories: readonly Category[]): string {
  const shapes = categories.map(shapeName);
  const types = categories.map((each) => `readonly ${clientName(each)}: ${shapeName(each)};`);
  const entries = categories.map((category) => {
    const filters = JSON.stringify(listFilters(category).map(({ name }) => name));
    return `${clientName(category)}: { path: '${category.path}', filters: ${filters} },`;
  });
  return `// Generated from the registry by \`npm run generate\`.
import type { ${shapes.toSorted().join(', ')} } from './category-shapes.ts';

/** The facts about each category. */
export type ClientCategories = {
${types.join('\n')}
};

/** The facts about a category that a request needs. */
export type ClientCategory = { readonly path: string; readonly filters: readonly string[] };

/** The categories in the order of their numbers. */
export const clientCategories: { readonly [name in keyof ClientCategories]: ClientCategory } = {
${entries.join('\n')}
};
`;
}
