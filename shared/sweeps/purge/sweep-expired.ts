import type { Instant } from '#shared/base/time/instant.ts';
import type { Collection } from '#shared/store/declare-collection.ts';
import { allTenants, type Store } from '#shared/store/store.ts';

const pageSize = 300;

export type SweepDeps = {
  readonly store: Store;
  /** The instant up to which records have expired; fixed for a run. */
  readonly now: Instant;
  /** Whether the run's time is up. */
  readonly isTimeUp: () => boolean;
};

/** What was done in one shard of one collection group. */
export type Swept = {
  readonly deleted: number;
  /** Expiry of the oldest document that was overdue when the sweep met it. */
  readonly oldest: Instant | undefined;
  readonly complete: boolean;
};

/**
 * Deletes what has expired in one shard of a collection group, oldest first, of all tenants. Each document goes
 * only in the state in which it was found, so that one whose expiry was moved meanwhile stays. A sweep that is
 * killed, or runs twice at once, leaves nothing but documents for the next.
 */
export async function sweepExpired(
  deps: SweepDeps,
  collection: Collection,
  shard: number,
): Promise<Swept> {
  let deleted = 0;
  let oldest: Instant | undefined;
  while (!deps.isTimeUp()) {
    const expired = await deps.store.query({
      collection: collection.id,
      tenant: allTenants,
      where: [
        { field: 'purge_shard', op: '==', value: shard },
        { field: 'expires_at', op: '<=', value: deps.now },
      ],
      orderBy: [{ field: 'expires_at', direction: 'asc' }],
      // Chunks of files are large; nothing else of a document is asked for.
      select: ['expires_at'],
      limit: pageSize,
    });
    oldest ??= expired[0]?.data['expires_at'] as Instant | undefined;
    deleted += await deps.store.deleteEach(expired);
    if (expired.length < pageSize) return { deleted, oldest, complete: true };
  }
  return { deleted, oldest, complete: false };
}
