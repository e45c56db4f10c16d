import type { Collection } from '#shared/store/declare-collection.ts';
import type { Order, WholeQuery } from '#shared/store/store.ts';
import type { Fence } from './settings.ts';

/** A tenant's decision about the data of a category, and how the affected documents are found. */
export type Reach = {
  readonly tenant: string;
  readonly decision: Fence;
  /**
   * `fence` and `retention` find data that is dated up to the decision's instant. `ahead` finds
   * data that is dated later. The decision also affects this data if the clock of its writer was
   * ahead.
   */
  readonly by: 'fence' | 'retention' | 'ahead';
};

/** A collection that a decision affects, and the query that finds the affected documents in it. */
export type ReachedPlace = {
  readonly collection: Collection;
  /** The field that is compared with the decision's instant. */
  readonly field: string;
  /** The field from which the retention is calculated. */
  readonly basis: string;
  /** Finds the affected documents, the latest first. */
  readonly query: WholeQuery;
};

function placesIn(collection: Collection, reach: Reach): ReachedPlace[] {
  const { decision, by } = reach;
  const { category, lifeFields, alone } = collection;
  if (alone !== undefined) {
    // Documents without a record have no retention, so a shorter retention does not change them.
    if (by === 'retention') return [];
    return [placeAt(collection, reach, alone.fence, alone.fence)];
  }
  if (category !== decision.category || lifeFields === null) return [];
  const { fence, basis, chosen = basis } = lifeFields;
  return [placeAt(collection, reach, by === 'retention' ? chosen : fence, basis)];
}

function placeAt(
  collection: Collection,
  { tenant, decision, by }: Reach,
  field: string,
  basis: string,
): ReachedPlace {
  const { id, alone } = collection;
  const op = by === 'ahead' ? '>' : '<=';
  const own = { field, op, value: decision.upTo } as const;
  const of = alone && ({ field: alone.category, op: '==', value: decision.category } as const);
  const orderBy: Order[] = [
    { field, direction: 'desc' },
    { field: 'expires_at', direction: 'desc' },
  ];
  const where = of === undefined ? [own] : [of, own];
  return { collection, field, basis, query: { collection: id, tenant, where, orderBy } };
}

/**
 * The collections with documents that a decision affects. The collection of the category's records
 * comes last, because its records are needed to find documents in the other collections.
 */
export function reachedPlaces(collections: readonly Collection[], reach: Reach): ReachedPlace[] {
  const isRecord = ({ collection }: ReachedPlace) =>
    Number(collection.id === reach.decision.category);
  return collections
    .flatMap((collection) => placesIn(collection, reach))
    .toSorted((a, b) => isRecord(a) - isRecord(b));
}
