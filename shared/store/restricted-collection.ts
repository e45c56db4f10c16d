import type { Category } from '#shared/categories/define-category.ts';
import { nextToExpireOf } from './category-collection.ts';
import type { Collection, QueryShape } from './declare-collection.ts';

/** The id of the collection of a category's restricted records. */
export function restrictedId(categoryId: string): string {
  return `${categoryId}_restricted`;
}

/** True if a collection contains records of a category, restricted or not. */
export function holdsRecordsOf({ id }: Pick<Category, 'id'>, collectionId: string): boolean {
  return collectionId === id || collectionId === restrictedId(id);
}

/** True if a collection contains restricted records. */
export function holdsRestricted({ fields }: Pick<Collection, 'fields'>): boolean {
  return 'restriction_kept' in fields;
}

/**
 * True if records of a category may be restricted (Art. 18 GDPR). These are the categories with a
 * link to a person. The manager log has no such link.
 */
export function isRestrictable({ subject }: Category): boolean {
  return !('nobody' in subject);
}

/** The facts of a restriction, stored with the record. */
export const restrictionFields = {
  restricted_at: 'instant',
  restriction_ground: 'id',
  /** True if the record is kept until its expiry, see `restriction-ground.ts`. */
  restriction_kept: 'boolean',
} as const satisfies Collection['fields'];

/**
 * The collection of a category's restricted records. A record is moved into it with all its fields.
 * So the declarations about the person, fences, expiry and data key are the same as in `records`.
 * @param records the collection from which a record is moved
 * @param ownQueries the queries that only the category's own verbs need
 */
export function restrictedCollection(
  category: Category,
  records: Collection,
  ownQueries: readonly QueryShape[] = [],
): Collection {
  const { title, expiry } = records;
  return {
    ...records,
    id: restrictedId(category.id),
    title: { de: `${title.de}, eingeschränkt`, en: `${title.en}, restricted` },
    expiry: {
      ...expiry,
      source: {
        de: `${expiry.source.de}; eine Einschränkung verschiebt den Ablauf nicht`,
        en: `${expiry.source.en}; a restriction does not change the expiry`,
      },
    },
    fields: { ...records.fields, ...restrictionFields },
    queries: [
      { equal: [], orderBy: nextToExpireOf(category) },
      { equal: ['restriction_kept'], orderBy: nextToExpireOf(category) },
      ...ownQueries,
    ],
    sweeps: [{ equal: ['restriction_kept'], orderBy: [{ field: 'expires_at', direction: 'asc' }] }],
  };
}
