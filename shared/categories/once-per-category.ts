import type { Category } from './define-category.ts';

/**
 * Returns a function that makes a value once for each category, and keeps it as long as the
 * category exists. For schemas this saves time: a schema is compiled at its first use, and
 * compiling it costs more than using it.
 */
export function oncePerCategory<T>(make: (category: Category) => T): (category: Category) => T {
  const made = new WeakMap<Category, { readonly value: T }>();
  return (category) => {
    const kept = made.get(category);
    if (kept !== undefined) return kept.value;
    const value = make(category);
    made.set(category, { value });
    return value;
  };
}
