import type { Instant } from '#shared/base/time/instant.ts';
import type { Collection } from '#shared/store/declare-collection.ts';
import { inShards, type Shards } from '#shared/store/shards.ts';
import { allTenants, type Query } from '#shared/store/store.ts';
import type { SweepRun } from '../sweep-run.ts';
import { workOffPages } from '../work-through-pages.ts';

const pageSize = 300;

/** What the purge has deleted in some shards of a collection. */
export type Deleted = {
  readonly collection: string;
  readonly deleted: number;
  /** The earliest expiry of the documents that were found. Undefined if none was found. */
  readonly oldest: Instant | undefined;
  readonly complete: boolean;
};

/**
 * Deletes expired documents of all tenants in some shards of a collection. Documents that expired
 * first are deleted first. A document that changes after the query has found it is not deleted,
 * because its new expiry may be later. If it is still expired, the purge finds it again and deletes
 * it.
 */
export async function deleteExpired(
  run: SweepRun,
  collection: Collection,
  shards: Shards,
): Promise<Deleted> {
  const query: Query = {
    collection: collection.id,
    tenant: allTenants,
    where: [inShards(shards), { field: 'expires_at', op: '<=', value: run.startedAt }],
    orderBy: [{ field: 'expires_at', direction: 'asc' }],
    // Chunks of files are large, so only the expiry is read.
    select: ['expires_at'],
    limit: pageSize,
  };
  let deleted = 0;
  let oldest: Instant | undefined;
  const complete = await workOffPages(run, query, async (expired) => {
    oldest ??= expired[0]?.data['expires_at'] as Instant | undefined;
    const removed = await run.store.deleteEach(expired);
    deleted += removed;
    return removed;
  });
  return { collection: collection.id, deleted, oldest, complete };
}
