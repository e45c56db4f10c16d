import type { Category } from '#shared/categories/define-category.ts';
import { isMereNote } from '#shared/store/declare-collection.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import type { SubjectWorld } from '../subject-world.ts';

/** The number of imported lines of a category that are not records yet. */
export type Waiting = { readonly category: Category; readonly count: number };

/**
 * Counts the person's imported lines that are not records yet. The result is in the order of the
 * categories.
 */
export function waitingIn(
  { categories, collections }: SubjectWorld,
  documents: readonly StoredDocument[],
): Waiting[] {
  const alone = collections.filter((each) => each.alone !== undefined && !isMereNote(each));
  const ofCategory = alone.flatMap(({ id, alone: by }) => {
    const own = documents.filter(({ ref }) => ref.collection === id);
    return own.map(({ data }) => (by === undefined ? undefined : data[by.category]));
  });
  return categories.flatMap((category) => {
    const count = ofCategory.filter((id) => id === category.id).length;
    return count === 0 ? [] : [{ category, count }];
  });
}

/** The number of a category's imported lines, in the form of `data.json`. */
export function renderWaiting({ category, count }: Waiting) {
  return { category: category.id, count };
}
