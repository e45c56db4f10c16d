import type { Collection } from '#shared/store/declare-collection.ts';
import type { DatabaseId, Query, StoredDocument } from '#shared/store/store.ts';
import { type PageDeps, workOffPages } from '../work-through-pages.ts';

const pageSize = 200;

/** The collections of a database in which no document of a tenant remains after its erasure. */
export function goingIn(collections: readonly Collection[], database: DatabaseId): Collection[] {
  return collections.filter((each) => each.database === database && !each.outlivesTenant);
}

/**
 * A query for all documents of a tenant in a collection. The query reads only the fields that the
 * deletion needs.
 */
export function ofTenant(tenant: string, { id, fields }: Collection): Query {
  const kept = ['expires_at', 'category', 'origins', 'memberships'];
  const select = kept.filter((name) => name in fields);
  const [first = ''] = Object.keys(fields);
  return {
    collection: id,
    tenant,
    where: [],
    orderBy: [],
    select: select.length === 0 ? [first] : select,
    limit: pageSize,
  };
}

/**
 * `found` is the number of documents that were found. `complete` is true if the last page of every
 * collection was read.
 */
export type Emptied = { readonly found: number; readonly complete: boolean };

/** True if the search read all collections and found no document. */
export function isEmpty({ found, complete }: Emptied): boolean {
  return complete && found === 0;
}

/**
 * Deletes all documents of a tenant in some collections. A document that changes meanwhile is read
 * again, and deleted.
 * @param before called with each page before the page is deleted
 */
export async function emptyCollections(
  deps: PageDeps,
  tenant: string,
  collections: readonly Collection[],
  before: (page: readonly StoredDocument[]) => Promise<void> = async () => undefined,
): Promise<Emptied> {
  let found = 0;
  for (const collection of collections) {
    const isEnd = await workOffPages(deps, ofTenant(tenant, collection), async (page) => {
      found += page.length;
      await before(page);
      return deps.store.deleteEach(page);
    });
    if (!isEnd) return { found, complete: false };
  }
  return { found, complete: true };
}
