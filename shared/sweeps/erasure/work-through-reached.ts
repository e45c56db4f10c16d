import type { Category } from '#shared/categories/define-category.ts';
import { type Reach, reachedPlaces } from '#shared/settings/reached-places.ts';
import type { Collection } from '#shared/store/declare-collection.ts';
import { holdsRecordsOf } from '#shared/store/restricted-collection.ts';
import type { RetryDeps } from '#shared/store/retry.ts';
import type { Query, StoredDocument } from '#shared/store/store.ts';
import type { Signer } from '#shared/vault/signer.ts';
import { type PageDeps, workThroughPages } from '../work-through-pages.ts';

const pageSize = 200;

/** The dependencies of the functions that carry out a tenant's decisions. */
export type CarryOutDeps = PageDeps &
  RetryDeps & {
    readonly collections: readonly Collection[];
    readonly categories: readonly Category[];
    /** Signs the notes about the manager log. */
    readonly signer: Signer;
  };

/** Documents of one collection that a decision affects. */
export type ReachedPage = {
  readonly documents: readonly StoredDocument[];
  readonly collection: Collection;
  /** The category of the records; undefined for documents that are not records. */
  readonly category: Category | undefined;
  /** The field with the instant from which the retention of these documents counts. */
  readonly basis: string;
  /** The field that is compared with the instant of the decision. */
  readonly field: string;
};

/**
 * The fields to read if the documents of a collection are not records. The deletion or the new
 * expiry of such a document needs these fields.
 */
function fieldsOf({ fields }: Collection, compared: readonly string[]): string[] {
  return [...new Set([...compared, 'expires_at', ...('dek' in fields ? ['dek'] : [])])];
}

/**
 * Works through all documents that a decision affects, one collection after the other. In each
 * collection the latest documents come first.
 * @returns true if `work` got all these documents; false if the time ran out first
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
      // A record is read completely, because its marks and links are needed. Of other documents
      // only the needed fields are read, because chunks of files are large.
      ...(category === undefined && { select: fieldsOf(collection, [field, basis]) }),
    };
    const isEnd = await workThroughPages(deps, page, (documents) =>
      work({ documents, collection, category, basis, field }),
    );
    if (!isEnd) return false;
  }
  return true;
}
