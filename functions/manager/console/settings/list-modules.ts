import type { StorageOverview } from '#shared/client/schemas.ts';

type Category = StorageOverview['categories'][number];
type Rule = Category['modules'][number]['rule'];

/**
 * Lists each module with its categories. The rule of a category says whether the module requires
 * the category, only uses it, or advises it.
 */
export function listModules({ categories }: Pick<StorageOverview, 'categories'>) {
  const modules = new Map<string, { readonly rule: Rule; readonly title: string }[]>();
  for (const { title, modules: named } of categories)
    for (const { module, rule } of named)
      modules.set(module, [...(modules.get(module) ?? []), { rule, title }]);
  return [...modules].map(([id, rules]) => ({ id, rules }));
}
