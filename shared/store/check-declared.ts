import type { Collection, StoredType } from './declare-collection.ts';
import type { DocumentData, Query } from './store.ts';

/**
 * The maximum number of values with which one query may compare a field
 * (https://firebase.google.com/docs/firestore/query-data/queries#in_not-in_and_array-contains-any).
 */
export const comparedValuesMax = 30;

const isOfType: { readonly [type in StoredType]: (value: unknown) => boolean } = {
  instant: (value) => Number.isSafeInteger(value),
  id: (value) => typeof value === 'string',
  ids: (value) => isListOf(value, (entry) => typeof entry === 'string'),
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  hash: (value) => typeof value === 'string',
  sealed: (value) => value instanceof Uint8Array,
  proof: (value) => typeof value === 'string',
  packed: (value) => value instanceof Uint8Array,
};

function isListOf(value: unknown, isEntry: (entry: unknown, at: number) => boolean): boolean {
  return Array.isArray(value) && value.every(isEntry);
}

export type Collections = ReadonlyMap<string, Collection>;

/** Collections by their ids. */
export function indexCollections(collections: readonly Collection[]): Collections {
  return new Map(collections.map((collection) => [collection.id, collection]));
}

/**
 * Returns the declaration of a collection.
 * @throws if the collection is not declared; the error contains its name, which is no personal
 * value
 */
export function declarationOf(collections: Collections, id: string): Collection {
  const declared = collections.get(id);
  if (declared === undefined) throw new Error(`collection ${id} is not declared`);
  return declared;
}

/**
 * Refuses a field that the collection does not declare, and a field whose value does not have the
 * declared type.
 */
export function checkFields(collection: Collection, data: DocumentData): void {
  for (const [field, value] of Object.entries(data)) {
    const type = collection.fields[field];
    if (type === undefined) throw new Error(`field ${collection.id}.${field} is not declared`);
    if (!isOfType[type](value)) throw new Error(`field ${collection.id}.${field} is no ${type}`);
  }
}

/**
 * Checks like {@link checkFields}. It also refuses a document without an expiry, if its collection
 * declares that documents expire.
 */
export function checkDocument(collection: Collection, data: DocumentData): void {
  checkFields(collection, data);
  if (collection.expiry.by !== 'never' && data['expires_at'] === undefined)
    throw new Error(`a document of ${collection.id} has no expires_at`);
}

/**
 * Refuses a query that filters or sorts by an undeclared field. Also refuses a query that compares
 * a field with a value of the wrong type, or with more values than Firestore accepts.
 */
export function checkQuery(collection: Collection, query: Pick<Query, 'where' | 'orderBy'>): void {
  for (const { field, op, value } of query.where) {
    if (op !== 'in') checkFields(collection, { [field]: value });
    else if (isListOf(value, (_one, at) => at < comparedValuesMax))
      for (const one of value as readonly unknown[]) checkFields(collection, { [field]: one });
    else throw new Error(`field ${collection.id}.${field} is compared with too many values`);
  }
  for (const { field } of query.orderBy)
    if (collection.fields[field] === undefined)
      throw new Error(`field ${collection.id}.${field} is not declared`);
}

/**
 * Requires that an aggregated field is a number, and that the query sorts by this field. Also
 * checks the query as {@link checkQuery} does.
 */
export function checkAggregate(
  collection: Collection,
  query: Pick<Query, 'where' | 'orderBy'>,
  field: string,
): void {
  checkQuery(collection, query);
  if (collection.fields[field] !== 'number')
    throw new Error(`field ${collection.id}.${field} is no number`);
  if (!query.orderBy.some((order) => order.field === field))
    throw new Error(`the query does not order by ${collection.id}.${field}`);
}
