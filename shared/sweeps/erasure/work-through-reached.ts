import type { Category } from '#shared/categories/define-category.ts';
import type { Fence } from '#shared/settings/settings.ts';
import type { Collection } from '#shared/store/declare-collection.ts';
import type { RetryDeps } from '#shared/store/retry.ts';
import type { Query, StoredDocument } from '#shared/store/store.ts';
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
  readonly by: 'fence' | 'basis';
};

/** Documents of one collection that a decision reaches. */
export type ReachedPage = {
  readonly documents: readonly StoredDocument[];
  /** The category whose records they are; undefined for what is no record. */
  readonly category: Category | undefined;
  /** The field that the decision goes by. */
  readonly field: string;
};

/** The collections of a category, its records last: they lead to what stands beside them. */
function collectionsOf({ collections }: CarryOutDeps, categoryId: string): Collection[] {
  const own = collections.filter(({ category }) => category === categoryId);
  return own.toSorted((a, b) => Number(a.id === categoryId) - Number(b.id === categoryId));
}

/**
 * Works through all that a decision reaches, collection by collection, latest first.
 * @returns whether the end was reached; false when the time was up before
 */
export async function workThroughReached(
  deps: CarryOutDeps,
  { tenant, decision, by }: Reach,
  work: (page: ReachedPage) => Promise<void>,
): Promise<boolean> {
  for (const { id, lifeFields } of collectionsOf(deps, decision.category)) {
    const field = lifeFields?.[by];
    if (field === undefined) continue;
    const category = deps.categories.find((each) => each.id === id);
    const query: Query = {
      collection: id,
      tenant,
      where: [{ field, op: '<=', value: decision.upTo }],
      orderBy: [
        { field, direction: 'desc' },
        { field: 'expires_at', direction: 'desc' },
      ],
      limit: pageSize,
      // Nothing stands beside what is no record, and chunks of files are large.
      ...(category === undefined && { select: [field, 'expires_at'] }),
    };
    const isEnd = await workThroughPages(deps, query, (documents) =>
      work({ documents, category, field }),
    );
    if (!isEnd) return false;
  }
  return true;
}
