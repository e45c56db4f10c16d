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

/** Modules that the user has switched on (true) or off (false), and has not saved yet. */
export type Turned = { readonly [module: string]: boolean };

/** Returns the modules that are on after the user's choices. Other modules stay as they are. */
export function turnModules<M extends string>(stored: readonly M[], turned: Turned): M[] {
  const added = Object.keys(turned).filter((id): id is M => turned[id] === true);
  return [...new Set([...stored, ...added])].filter((id) => turned[id] !== false);
}
