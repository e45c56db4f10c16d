import type { Category } from '#shared/categories/define-category.ts';

/** Process modules that bring categories into use, as the registry names them. */
export function modulesOf(categories: readonly Category[]): string[] {
  const names = categories.flatMap(({ moduleRules }) => moduleRules.map(({ module }) => module));
  return [...new Set(names)];
}

/** Modules in use that need a category to be kept here. */
export function requiringModules(category: Category, modules: readonly string[]): string[] {
  return category.moduleRules
    .filter(({ module, rule }) => rule === 'required' && modules.includes(module))
    .map(({ module }) => module);
}

/** Whether a category is kept here by default, for a tenant that uses these modules. */
export function isInUse(category: Category, modules: readonly string[]): boolean {
  return (
    category.always ||
    category.moduleRules.some(({ module, rule }) => rule !== 'advised' && modules.includes(module))
  );
}
