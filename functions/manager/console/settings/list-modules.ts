import type { StorageOverview } from '#shared/client/schemas.ts';

type Category = StorageOverview['categories'][number];
type Rule = Category['modules'][number]['rule'];

/**
 * Lists each module with the categories that it requires, that it uses, or that are advised for it.
 */
export function listModules({ categories }: Pick<StorageOverview, 'categories'>) {
  const modules = new Map<string, { readonly rule: Rule; readonly title: string }[]>();
  for (const { title, modules: named } of categories)
    for (const { module, rule } of named)
      modules.set(module, [...(modules.get(module) ?? []), { rule, title }]);
  return [...modules].map(([id, rules]) => ({ id, rules }));
}
