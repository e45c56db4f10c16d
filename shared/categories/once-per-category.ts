import type { Category } from './define-category.ts';

/**
 * Makes something of a category once and keeps it as long as the category: a schema is compiled when it is first
 * used, which costs more than using it.
 */
export function oncePerCategory<T>(make: (category: Category) => T): (category: Category) => T {
  const made = new WeakMap<Category, { readonly value: T }>();
  return (category) => {
    const kept = made.get(category) ?? { value: make(category) };
    made.set(category, kept);
    return kept.value;
  };
}
