import type { Category } from '#shared/categories/define-category.ts';
import type { Collection } from '#shared/store/declare-collection.ts';

/** All declared categories and collections, which a search for a person covers. */
export type SubjectWorld = {
  readonly collections: readonly Collection[];
  readonly categories: readonly Category[];
};
