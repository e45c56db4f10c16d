import { formatInstant, type Instant } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import type { Fields } from '#shared/records/record.ts';
import type { Collection } from '#shared/store/declare-collection.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { linksBy } from './place.ts';

/**
 * A collection whose documents appear in archives: the records of a category, its restricted
 * records, or copies of records.
 */
export type Shown = {
  readonly collection: Collection;
  readonly category: Category;
  /** The unencrypted fields of the collection that are not fields of the category. */
  readonly beside: readonly string[];
};

/**
 * Fields that `beside` does not contain: fields of every document, links between documents, and
 * notes about a correction, a changed expiry or a restriction.
 */
const technical = new Set([
  'created_at',
  'expires_at',
  'purge_shard',
  'dek',
  'enc',
  'unique_marks',
  'idempotency_mark',
  'file_id',
  'file_chunks',
  'winner_id',
  'restricted',
  'lift_told_on',
  'corrected_at',
  'expiry_moved_at',
]);

const plainTypes = new Set(['id', 'instant', 'number', 'boolean']);

function besideIn({ fields }: Collection, category: Category): string[] {
  return Object.entries(fields).flatMap(([name, type]) =>
    plainTypes.has(type) && !technical.has(name) && !(name in category.fields) ? [name] : [],
  );
}

/**
 * True if a search can find the collection's documents by an identifier of the person, or by a
 * field with a conversation's id.
 */
function isFound(collection: Collection): boolean {
  return [linksBy(collection, 'identifier'), linksBy(collection, 'conversation')].flat().length > 0;
}

/**
 * The collections that a person's archive shows, in the order of the categories. They are all
 * collections of a category for which {@link isFound} is true. A new collection of this kind needs
 * no change here.
 */
export function shownIn({
  categories,
  collections,
}: {
  readonly categories: readonly Category[];
  readonly collections: readonly Collection[];
}): Shown[] {
  return categories.flatMap((category) => {
    const own = collections.filter((each) => each.category === category.id && isFound(each));
    const ordered = own.toSorted(
      (left, right) => Number(right.id === category.id) - Number(left.id === category.id),
    );
    return ordered.map((collection) => {
      return { collection, category, beside: besideIn(collection, category) };
    });
  });
}

/**
 * True for the collection of a category's records. False for its restricted records and for copies.
 */
export function isOfCategory({ collection, category }: Shown): boolean {
  return collection.id === category.id;
}

/** The names of a record's columns in an archive (CSV and JSON), in their order. */
export function columnsOf({ category, beside }: Shown): string[] {
  const { fields, apart = {} } = category;
  return [
    'id',
    'created_at',
    'expires_at',
    ...Object.keys(fields),
    ...Object.keys(apart),
    ...beside,
  ];
}

/** The unencrypted fields of a document that are not fields of its category. */
export function besideOf({ collection, beside }: Shown, { data }: StoredDocument): Fields {
  const held = beside.filter((name) => data[name] !== undefined);
  return Object.fromEntries(
    held.map((name) => {
      const value = data[name];
      const isInstant = collection.fields[name] === 'instant';
      return [name, isInstant ? formatInstant(value as Instant) : value];
    }),
  );
}

/** The unencrypted fields of a document that are fields of its category. */
export function plainOf({ category }: Shown, { data }: StoredDocument): Fields {
  const plain = Object.entries(category.fields).filter(
    ([name, { atRest }]) => atRest === 'plain' && data[name] !== undefined,
  );
  return Object.fromEntries(plain.map(([name]) => [name, data[name]]));
}
