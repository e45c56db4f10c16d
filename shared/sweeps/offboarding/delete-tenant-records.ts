import type { Clock } from '#shared/base/time/clock.ts';
import { tenantFences } from '#shared/settings/collections.ts';
import type { Collection } from '#shared/store/declare-collection.ts';
import { type RetryDeps, retryOnConflict } from '#shared/store/retry.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { isPending } from '#shared/subjects/erasure.ts';
import {
  ErasureEnded,
  type ErasureProgress,
  trackErasure,
} from '#shared/subjects/erasure-progress.ts';
import { goneTenantRef } from '#shared/tenants/collections.ts';
import { type PageDeps, workOffPages } from '../work-through-pages.ts';
import { goingIn, ofTenant } from './empty-collections.ts';

/** The dependencies of {@link deleteTenantRecords}. */
export type TenantRecordsDeps = PageDeps &
  RetryDeps & { readonly collections: readonly Collection[]; readonly now: Clock };

/**
 * The collections with a tenant's records, without `tenant_fences`. The fence of the tenant's
 * erasure is in that collection. As long as the fence exists, Mayfly refuses the tenant's callers.
 * So the fence is deleted last.
 */
export function recordCollections(collections: readonly Collection[]): Collection[] {
  return goingIn(collections, 'mayfly').filter(({ id }) => id !== tenantFences.id);
}

/** How many documents of a page the erasure counts as deleted: all except the expired ones. */
function countOf(
  { now }: TenantRecordsDeps,
  { fields }: Collection,
  page: readonly StoredDocument[],
) {
  if (!('expires_at' in fields)) return page.length;
  const instant = now();
  return page.filter(({ data }) => (data['expires_at'] as number) > instant).length;
}

/**
 * Deletes all documents of a page, even documents that change meanwhile.
 * @returns how many documents the page has
 */
async function deletePage(
  deps: TenantRecordsDeps,
  progress: ErasureProgress,
  collection: Collection,
  page: readonly StoredDocument[],
): Promise<number> {
  await retryOnConflict(deps, async (attempt) => {
    const refs = page.map(({ ref }) => ref);
    const found = attempt === 0 ? page : await deps.store.getAll(refs);
    const going = found.filter((document) => document !== undefined);
    if (going.length === 0) return;
    const writes = going.map(({ ref, version }) => ({ kind: 'delete', ref, version }) as const);
    const count = countOf(deps, collection, going);
    await progress.commit(writes, { collection: collection.id, count, dataKeys: [] });
  });
  return page.length;
}

/**
 * Stores in the document of the erasure that all records are deleted, and reserves the tenant's id
 * so that nobody can use the id again.
 */
async function noteGone(deps: TenantRecordsDeps, { ref }: StoredDocument): Promise<void> {
  await retryOnConflict(deps, async () => {
    const found = await deps.store.get(ref);
    if (found === undefined || !isPending(found)) return;
    const at = deps.now();
    await deps.store.commit([
      { kind: 'update', ref, data: { records_gone_at: at }, version: found.version },
      { kind: 'put', ref: goneTenantRef(ref.tenant), data: { erased_at: at } },
    ]);
  });
}

/**
 * Deletes all documents of a tenant in the database of records, except the tenant's fences and
 * erasures. Each commit notes the number of deleted documents. Some categories have special rules
 * for deletions. These rules do not apply here, because everything is deleted.
 * @returns true if all these documents are deleted
 */
export async function deleteTenantRecords(
  deps: TenantRecordsDeps,
  erasure: StoredDocument,
): Promise<boolean> {
  if (erasure.data['records_gone_at'] !== undefined) return true;
  const { store } = deps;
  const { tenant } = erasure.ref;
  const progress = trackErasure({ store, commit: (writes) => store.commit(writes) }, erasure);
  try {
    for (const collection of recordCollections(deps.collections)) {
      const query = ofTenant(tenant, collection);
      const isEnd = await workOffPages(deps, query, (page) =>
        deletePage(deps, progress, collection, page),
      );
      if (!isEnd) return false;
    }
  } catch (error) {
    if (error instanceof ErasureEnded) return true;
    throw error;
  }
  await noteGone(deps, erasure);
  return true;
}
