import type { Category, Field, PlainField } from '#shared/categories/define-category.ts';
import { choosesExpiry } from '#shared/categories/record-schema.ts';
import { aesName, basisField, bcryptName, lookupFields } from '#shared/categories/stored-names.ts';
import type { Texts } from '#shared/categories/texts.ts';
import {
  type Collection,
  type CollectionSubject,
  expiryFields,
  type QueryShape,
  type StoredType,
} from './declare-collection.ts';
import type { Order } from './store.ts';

/** Newest first. The order of the generic lists, searches and exports begins with these fields. */
export const newestFirst: readonly Order[] = [
  { field: 'created_at', direction: 'desc' },
  { field: 'expires_at', direction: 'desc' },
];

const byBasis = (category: Category, direction: Order['direction']): Order[] =>
  category.retention.basis === 'created' ? [] : [{ field: 'basis_at', direction }];

/**
 * {@link newestFirst}, and `basis_at` if the retention does not begin with the creation. So the
 * order contains every instant that decides whether a record is live.
 */
export function newestFirstOf(category: Category): readonly Order[] {
  return [...newestFirst, ...byBasis(category, 'desc')];
}

/** Oldest first. A conversation is read in this order. */
export const oldestFirst: readonly Order[] = [
  { field: 'created_at', direction: 'asc' },
  { field: 'expires_at', direction: 'asc' },
];

/** Earliest expiry first. Counts by expiry and lists of restricted records have this order. */
export function nextToExpireOf(category: Category): readonly Order[] {
  return [
    { field: 'expires_at', direction: 'asc' },
    { field: 'created_at', direction: 'asc' },
    ...byBasis(category, 'asc'),
  ];
}

function plainNames(category: Category, filter: PlainField['filter']): string[] {
  return Object.entries(category.fields)
    .filter(([, field]) => field.atRest === 'plain' && field.filter === filter)
    .map(([name]) => name);
}

/** The queries of the generic verbs for a category: list with filters, search, counts by expiry. */
function categoryQueries(category: Category): QueryShape[] {
  const equals = [[], ...plainNames(category, 'equal').map((name) => [name])];
  const newest = newestFirstOf(category);
  const ranges = plainNames(category, 'range').map(
    (field) => ({ field, direction: 'desc' }) as const,
  );
  return [
    ...equals.map((equal) => ({ equal, orderBy: newest })),
    ...equals.flatMap((equal) => ranges.map((range) => ({ equal, orderBy: [...newest, range] }))),
    ...lookupFields(category).map((name) => ({ equal: [bcryptName(name)], orderBy: newest })),
    { equal: [], orderBy: nextToExpireOf(category) },
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

/**
 * System fields of the records of a chained category. The manager log is the only chained category.
 * The README of `../manager-log/` explains these fields.
 */
const chainFields = {
  writer: 'id',
  seq: 'number',
  due_at: 'instant',
  prev: 'proof',
  prev_created_at: 'instant',
  prev_due_at: 'instant',
  content_digest: 'proof',
  entry_hash: 'proof',
  blanked_at: 'instant',
  blanking: 'proof',
} as const satisfies { readonly [name: string]: StoredType };

/** How a record's expiry is calculated, in words. */
const expirySources: { readonly [basis in Category['retention']['basis']]: Texts } = {
  created: {
    de: 'Erstellung + Aufbewahrungsdauer der Kategorie',
    en: 'creation + retention of the category',
  },
  last_interaction: {
    de: 'letzte Interaktion + Aufbewahrungsdauer der Kategorie',
    en: 'last interaction + retention of the category',
  },
  own_expiry: {
    de: 'eigenes Ablaufdatum, höchstens die Aufbewahrungsdauer der Kategorie',
    en: 'its own expiry date, at most the retention of the category',
  },
};

/** Every way to find the records of a person, with the names of the stored fields. */
function subjectOf({ subject }: Category): CollectionSubject {
  if ('nobody' in subject) return subject;
  const [first, ...others] = subject.conversations;
  return [
    { by: 'conversation', field: first },
    ...others.map((field) => ({ by: 'conversation', field }) as const),
    ...subject.identifiers.map(
      (name) => ({ by: 'identifier', name, field: bcryptName(name) }) as const,
    ),
  ];
}

/**
 * The collection of a category's records. `ownQueries` and `ownFields` are the queries and fields
 * that only the category's own verbs need.
 */
export function categoryCollection(
  category: Category,
  ownQueries: readonly QueryShape[] = [],
  ownFields: Collection['fields'] = {},
): Collection {
  const declared = [...Object.entries(category.fields), ...Object.entries(category.apart ?? {})];
  const fields = declared.flatMap(([name, field]) => storedFields(name, field));
  return {
    id: category.id,
    title: category.title,
    database: category.database,
    category: category.id,
    lifeFields: { fence: 'created_at', basis: basisField(category) },
    personal: category.dataSubjects,
    subject: subjectOf(category),
    ...(category.keyed && { namedByChannel: true }),
    expiry: { by: 'ttl', source: expirySources[category.retention.basis] },
    fields: {
      created_at: 'instant',
      ...(category.retention.basis !== 'created' && { basis_at: 'instant' }),
      ...expiryFields,
      dek: 'id',
      enc: 'number',
      ...(category.unique.length > 0 && { unique_marks: 'ids' }),
      ...('file_bytes' in category.fields && { file_id: 'id', file_chunks: 'number' }),
      ...(category.chained
        ? chainFields
        : { idempotency_mark: 'id', lift_told_on: 'id', corrected_at: 'instant' }),
      ...(choosesExpiry(category) && { expiry_moved_at: 'instant' }),
      ...Object.fromEntries(fields),
      ...ownFields,
    },
    queries: [...categoryQueries(category), ...ownQueries],
  };
}
