import type { Instant } from '#shared/base/time/instant.ts';
import type { Collection } from '#shared/store/declare-collection.ts';
import { inShards, type Shards } from '#shared/store/shards.ts';
import { allTenants, type Query } from '#shared/store/store.ts';
import type { SweepRun } from '../sweep-run.ts';
import { workOffPages } from '../work-through-pages.ts';

const pageSize = 300;

/** The deleted documents in some shards of a collection group. */
export type Deleted = {
  readonly collection: string;
  readonly deleted: number;
  /** The expiry of the oldest document that the run found. */
  readonly oldest: Instant | undefined;
  readonly complete: boolean;
};

/**
 * Deletes expired documents of all tenants in some shards of a collection, the oldest first. It
 * does not delete a document that has changed since it was found, because its expiry may have moved
 * to a later time. A changed document that is still expired is read again, and deleted.
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
    // Chunks of files are large, so only this field is read.
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
