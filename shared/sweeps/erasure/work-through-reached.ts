import type { Category } from '#shared/categories/define-category.ts';
import { type Reach, reachedPlaces } from '#shared/settings/reached-places.ts';
import type { Collection } from '#shared/store/declare-collection.ts';
import { holdsRecordsOf } from '#shared/store/restricted-collection.ts';
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

/** Documents of one collection that a decision reaches. */
export type ReachedPage = {
  readonly documents: readonly StoredDocument[];
  readonly collection: Collection;
  /** The category whose records they are; undefined for what is no record. */
  readonly category: Category | undefined;
  /** The field that their retention counts from. */
  readonly basis: string;
  /** The field that the decision compares. */
  readonly field: string;
};

/** For documents that are no records: the fields that their deletion needs. */
function fieldsOf({ fields }: Collection, compared: readonly string[]): string[] {
  return [...new Set([...compared, 'expires_at', ...('dek' in fields ? ['dek'] : [])])];
}

/**
 * Works through all documents that a decision applies to, collection by collection, the latest
 * first.
 * @returns whether the end was reached; false when the time was up before
 */
export async function workThroughReached(
  deps: CarryOutDeps,
  reach: Reach,
  work: (page: ReachedPage) => Promise<void>,
): Promise<boolean> {
  for (const { collection, field, basis, query } of reachedPlaces(deps.collections, reach)) {
    const category = deps.categories.find((each) => holdsRecordsOf(each, collection.id));
    const page: Query = {
      ...query,
      limit: pageSize,
      // Nothing stands beside what is no record, and chunks of files are large.
      ...(category === undefined && { select: fieldsOf(collection, [field, basis]) }),
    };
    const isEnd = await workThroughPages(deps, page, (documents) =>
      work({ documents, collection, category, basis, field }),
    );
    if (!isEnd) return false;
  }
  return true;
}
