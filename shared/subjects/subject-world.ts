import type { Category } from '#shared/categories/define-category.ts';
import type { Collection } from '#shared/store/declare-collection.ts';

/** All declared categories and collections. A search for a person covers all of them. */
export type SubjectWorld = {
  readonly collections: readonly Collection[];
  readonly categories: readonly Category[];
};
