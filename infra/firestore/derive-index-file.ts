import type { Collection, QueryShape, StoredType } from '#shared/store/declare-collection.ts';
import type { DatabaseId, Order } from '#shared/store/store.ts';
import type { CompositeIndex, FieldOverride, IndexFile } from './index-file.ts';

/**
 * Field types without single-field indexes. Queries never compare encrypted values, packed values,
 * proofs or lists of ids. For instants, queries use only composite indexes.
 */
const unindexedTypes: ReadonlySet<StoredType> = new Set<StoredType>([
  'sealed',
  'proof',
  'packed',
  'instant',
  'ids',
]);

function directionOf({ direction }: Order) {
  return direction === 'asc' ? ('ASCENDING' as const) : ('DESCENDING' as const);
}

/**
 * Returns the composite index of a query: first the fields of its equality filters, then the fields
 * of its order. Collections declare only queries that automatic indexes cannot answer.
 */
function compositeOf(
  collectionGroup: string,
  { equal, orderBy }: QueryShape,
  queryScope: CompositeIndex['queryScope'] = 'COLLECTION',
): CompositeIndex {
  return {
    collectionGroup,
    queryScope,
    fields: [
      ...equal.map((fieldPath) => ({ fieldPath, order: 'ASCENDING' as const })),
      ...orderBy.map((order) => ({ fieldPath: order.field, order: directionOf(order) })),
    ],
  };
}

function shapeOf(field: string, equal: readonly string[] = []): QueryShape {
  const orderBy: Order[] = [field, 'expires_at'].map((each) => ({
    field: each,
    direction: 'desc',
  }));
  return { equal, orderBy };
}

/**
 * The queries of the erase sweep. A fence hides all records that were created up to an instant, and
 * the sweep deletes them. When a retention was shortened, the sweep makes expiries earlier.
 */
function eraseShapes({ lifeFields, alone }: Collection): QueryShape[] {
  if (alone !== undefined) return [shapeOf(alone.fence, [alone.category])];
  if (lifeFields === null) return [];
  const fields = [...new Set([lifeFields.fence, lifeFields.chosen ?? lifeFields.basis])];
  return fields.map((field) => shapeOf(field));
}

function indexesOf(collection: Collection): CompositeIndex[] {
  const { id, queries, sweeps = [] } = collection;
  const own = [...queries, ...eraseShapes(collection)].map((shape) => compositeOf(id, shape));
  const distinct = new Map(own.map((index) => [JSON.stringify(index), index]));
  const overAll = sweeps.map((shape) => compositeOf(id, shape, 'COLLECTION_GROUP'));
  return [...distinct.values(), ...overAll];
}

function purgeIndex(collectionGroup: string): CompositeIndex {
  return {
    collectionGroup,
    queryScope: 'COLLECTION_GROUP',
    fields: [
      { fieldPath: 'purge_shard', order: 'ASCENDING' },
      { fieldPath: 'expires_at', order: 'ASCENDING' },
    ],
  };
}

/**
 * Returns the index with which the storage overview counts the documents of one tenant that have
 * not expired. The first field of the index is the shard. Without the shard, all writes would go to
 * one place of the index, because expiries grow.
 */
function countIndex(collectionGroup: string): CompositeIndex {
  return { ...purgeIndex(collectionGroup), queryScope: 'COLLECTION' };
}

/**
 * True if the storage overview counts this collection by expiry, with the index of `countIndex`.
 * False for the records of a category, which the overview counts with other indexes.
 */
function isCountedBeside({ id, category, platform, expiry }: Collection): boolean {
  return expiry.by !== 'never' && platform !== true && id !== category;
}

function overridesOf(collection: Collection): FieldOverride[] {
  return Object.entries(collection.fields).flatMap(([fieldPath, type]): FieldOverride[] => {
    const isTtl = fieldPath === 'expires_at' && collection.expiry.by === 'ttl';
    if (!unindexedTypes.has(type)) return [];
    return [
      { collectionGroup: collection.id, fieldPath, ...(isTtl && { ttl: true }), indexes: [] },
    ];
  });
}

/** Derives the index file of a database, with TTL and exemptions, from the declared collections. */
export function deriveIndexFile(
  collections: readonly Collection[],
  database: DatabaseId,
): IndexFile {
  const declared = collections.filter((collection) => collection.database === database);
  const purged = declared.filter(({ expiry }) => expiry.by !== 'never');
  return {
    indexes: [
      ...declared.flatMap(indexesOf),
      ...purged.map(({ id }) => purgeIndex(id)),
      ...declared.filter(isCountedBeside).map(({ id }) => countIndex(id)),
    ],
    fieldOverrides: declared.flatMap(overridesOf),
  };
}
