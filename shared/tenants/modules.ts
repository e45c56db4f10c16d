import type { Category } from '#shared/categories/define-category.ts';

/** Process modules that need categories, as the registry names them. */
export function modulesOf(categories: readonly Category[]): string[] {
  const names = categories.flatMap(({ moduleRules }) => moduleRules.map(({ module }) => module));
  return [...new Set(names)];
}

/** Active modules that need a category to be stored here. */
export function requiringModules(category: Category, modules: readonly string[]): string[] {
  return category.moduleRules
    .filter(({ module, rule }) => rule === 'required' && modules.includes(module))
    .map(({ module }) => module);
}

/** Whether a category is stored here by default, for a tenant with these modules. */
export function isInUse(category: Category, modules: readonly string[]): boolean {
  return (
    category.always ||
    category.moduleRules.some(({ module, rule }) => rule !== 'advised' && modules.includes(module))
  );
}
