import type { Category } from '#shared/categories/define-category.ts';
import type { Fence } from '#shared/settings/settings.ts';
import type { Collection } from '#shared/store/declare-collection.ts';
import { holdsRecordsOf } from '#shared/store/restricted-collection.ts';
import type { RetryDeps } from '#shared/store/retry.ts';
import type { Filter, Query, StoredDocument } from '#shared/store/store.ts';
import type { Signer } from '#shared/vault/signer.ts';
import { type PageDeps, workThroughPages } from '../work-through-pages.ts';

const pageSize = 200;

/** What carrying out a tenant's decisions works with. */
export type CarryOutDeps = PageDeps &
  RetryDeps & {
    readonly collections: readonly Collection[];
    readonly categories: readonly Category[];
    /** Signs what is noted of the manager log. */
    readonly signer: Signer;
  };

/** A decision of a tenant about what lies in a category up to an instant, and the field that it goes by. */
export type Reach = {
  readonly tenant: string;
  readonly decision: Fence;
  /** Ahead is what claims to come after the decision, whether it did or not. */
  readonly by: 'fence' | 'retention' | 'ahead';
};

/** Documents of one collection that a decision reaches. */
export type ReachedPage = {
  readonly documents: readonly StoredDocument[];
  /** The category whose records they are; undefined for what is no record. */
  readonly category: Category | undefined;
  /** The field that their retention counts from. */
  readonly basis: string;
};

/** How a decision finds what it reaches in a collection. */
type Place = {
  readonly id: string;
  readonly where: readonly Filter[];
  readonly field: string;
  readonly basis: string;
};

function placesIn(collection: Collection, { decision, by }: Reach): Place[] {
  const { id, category, lifeFields, alone } = collection;
  if (alone !== undefined) {
    // Nothing of it counts from anything: a shorter retention leaves it as it is.
    if (by === 'retention') return [];
    const where = [{ field: alone.category, op: '==', value: decision.category }] as const;
    return [{ id, where, field: alone.fence, basis: alone.fence }];
  }
  if (category !== decision.category || lifeFields === null) return [];
  const { fence, basis, chosen = basis } = lifeFields;
  return [{ id, where: [], field: by === 'retention' ? chosen : fence, basis }];
}

/** Where a decision reaches anything, the records of its category last: they lead to what stands beside them. */
function placesOf({ collections }: CarryOutDeps, reach: Reach): Place[] {
  const isRecord = ({ id }: Place) => Number(id === reach.decision.category);
  return collections
    .flatMap((collection) => placesIn(collection, reach))
    .toSorted((a, b) => isRecord(a) - isRecord(b));
}

/**
 * Works through all that a decision reaches, collection by collection, latest first.
 * @returns whether the end was reached; false when the time was up before
 */
export async function workThroughReached(
  deps: CarryOutDeps,
  reach: Reach,
  work: (page: ReachedPage) => Promise<void>,
): Promise<boolean> {
  const op = reach.by === 'ahead' ? '>' : '<=';
  for (const { id, where, field, basis } of placesOf(deps, reach)) {
    const category = deps.categories.find((each) => holdsRecordsOf(each, id));
    const query: Query = {
      collection: id,
      tenant: reach.tenant,
      where: [...where, { field, op, value: reach.decision.upTo }],
      orderBy: [
        { field, direction: 'desc' },
        { field: 'expires_at', direction: 'desc' },
      ],
      limit: pageSize,
      // Nothing stands beside what is no record, and chunks of files are large.
      ...(category === undefined && { select: [...new Set([field, basis, 'expires_at'])] }),
    };
    const isEnd = await workThroughPages(deps, query, (documents) =>
      work({ documents, category, basis }),
    );
    if (!isEnd) return false;
  }
  return true;
}
