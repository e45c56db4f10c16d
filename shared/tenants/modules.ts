import type { Category } from '#shared/categories/define-category.ts';

/** The names of all modules that occur in the rules of at least one category. */
export function modulesOf(categories: readonly Category[]): string[] {
  const names = categories.flatMap(({ moduleRules }) => moduleRules.map(({ module }) => module));
  return [...new Set(names)];
}

/** The tenant's modules that cannot work if this category is not stored. */
export function requiringModules(category: Category, modules: readonly string[]): string[] {
  return category.moduleRules
    .filter(({ module, rule }) => rule === 'required' && modules.includes(module))
    .map(({ module }) => module);
}

/** True if a new tenant with these modules stores the category. */
export function isInUse(category: Category, modules: readonly string[]): boolean {
  return (
    category.always ||
    category.moduleRules.some(({ module, rule }) => rule !== 'advised' && modules.includes(module))
  );
}
