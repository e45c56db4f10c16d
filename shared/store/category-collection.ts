import type { Category, Field, PlainField } from '../categories/define-category.ts';
import { aesName, bcryptName, lookupFields } from '../categories/stored-names.ts';
import {
  type Collection,
  expiryFields,
  type QueryShape,
  type StoredType,
} from './declare-collection.ts';
import type { Order } from './store.ts';

/** Newest first; the order of every list, search and export. */
export const newestFirst: readonly Order[] = [
  { field: 'created_at', direction: 'desc' },
  { field: 'expires_at', direction: 'desc' },
];

/** Oldest first; the order in which a conversation is read. */
export const oldestFirst: readonly Order[] = [
  { field: 'created_at', direction: 'asc' },
  { field: 'expires_at', direction: 'asc' },
];

/** What goes next; the order of counts by expiry. */
export const nextToExpire: readonly Order[] = [
  { field: 'expires_at', direction: 'asc' },
  { field: 'created_at', direction: 'asc' },
];

function plainNames(category: Category, filter: PlainField['filter']): string[] {
  return Object.entries(category.fields)
    .filter(([, field]) => field.atRest === 'plain' && field.filter === filter)
    .map(([name]) => name);
}

/** Query shapes that the generic verbs send for a category: list with filters, search, counts by expiry. */
function categoryQueries(category: Category): QueryShape[] {
  const equals = [[], ...plainNames(category, 'equal').map((name) => [name])];
  const ranges = plainNames(category, 'range').map(
    (field) => ({ field, direction: 'desc' }) as const,
  );
  return [
    ...equals.map((equal) => ({ equal, orderBy: newestFirst })),
    ...equals.flatMap((equal) =>
      ranges.map((range) => ({ equal, orderBy: [...newestFirst, range] })),
    ),
    ...lookupFields(category).map((name) => ({ equal: [bcryptName(name)], orderBy: newestFirst })),
    { equal: [], orderBy: nextToExpire },
  ];
}

function storedFields(name: string, field: Field): [string, StoredType][] {
  if (field.atRest === 'plain') return [[name, plainType(field)]];
  return field.lookup === undefined
    ? [[aesName(name), 'sealed']]
    : [
        [aesName(name), 'sealed'],
        [bcryptName(name), 'hash'],
      ];
}

function plainType(field: PlainField): StoredType {
  const { type } = field.schema.def;
  if (type === 'number') return 'number';
  return type === 'boolean' ? 'boolean' : 'id';
}

/** The collection of a category's records, with what a verb of its own queries beyond the generic shapes. */
export function categoryCollection(
  category: Category,
  ownQueries: readonly QueryShape[] = [],
): Collection {
  const fields = Object.entries(category.fields).flatMap(([name, field]) =>
    storedFields(name, field),
  );
  return {
    id: category.id,
    title: category.title,
    database: category.database,
    category: category.id,
    personal: category.dataSubjects,
    expiry: { by: 'ttl', source: `${category.retention.basis} + retention of the category` },
    fields: {
      created_at: 'instant',
      ...expiryFields,
      dek: 'id',
      enc: 'number',
      ...(category.unique.length > 0 && { unique_marks: 'ids' }),
      ...Object.fromEntries(fields),
    },
    queries: [...categoryQueries(category), ...ownQueries],
  };
}
