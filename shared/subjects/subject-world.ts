import type { Category } from '#shared/categories/define-category.ts';
import type { Collection } from '#shared/store/declare-collection.ts';

/** All declared categories and collections, in which a person is looked for. */
export type SubjectWorld = {
  readonly collections: readonly Collection[];
  readonly categories: readonly Category[];
};
