import type { Collection } from '#shared/store/declare-collection.ts';
import type { Order, WholeQuery } from '#shared/store/store.ts';
import type { Fence } from './settings.ts';

/**
 * A tenant's decision about the data of a category up to an instant, and the way in which it
 * compares that data.
 */
export type Reach = {
  readonly tenant: string;
  readonly decision: Fence;
  /** `ahead` finds data whose own time is after the decision, even if a clock was ahead. */
  readonly by: 'fence' | 'retention' | 'ahead';
};

/** How a decision finds its documents in a collection. */
export type ReachedPlace = {
  readonly collection: Collection;
  /** The field that the decision compares. */
  readonly field: string;
  /** The field from which retention counts. */
  readonly basis: string;
  /** Finds the affected documents, latest first. */
  readonly query: WholeQuery;
};

function placesIn(collection: Collection, reach: Reach): ReachedPlace[] {
  const { decision, by } = reach;
  const { category, lifeFields, alone } = collection;
  if (alone !== undefined) {
    // These documents have no retention, so a shorter retention changes nothing.
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
 * The collections with documents that a decision affects. The records of its category come last,
 * because they are needed to find the documents beside them.
 */
export function reachedPlaces(collections: readonly Collection[], reach: Reach): ReachedPlace[] {
  const isRecord = ({ collection }: ReachedPlace) =>
    Number(collection.id === reach.decision.category);
  return collections
    .flatMap((collection) => placesIn(collection, reach))
    .toSorted((a, b) => isRecord(a) - isRecord(b));
}
