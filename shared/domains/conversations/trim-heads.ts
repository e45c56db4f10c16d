import type { Instant } from '#shared/base/time/instant.ts';
import type { Query, StoredDocument, Write } from '#shared/store/store.ts';
import { conversationHeads, latestFirst } from './collections.ts';
import { tallyAfter } from './head-tally.ts';
import { packTally } from './pack-tally.ts';

/** Returns the query for the heads of conversations that have messages after an instant. */
export function headsAfter(tenant: string, upTo: Instant, limit: number): Query {
  const where = [{ field: 'last_at', op: '>', value: upTo }] as const;
  return { collection: conversationHeads.id, tenant, where, orderBy: latestFirst, limit };
}

/**
 * Returns the write that removes from a head the messages that were created up to an instant. If
 * the head counts no such message, there is no write. The write is needed if the instant is a
 * fence, and a process has added a message to the old head before it knew the fence.
 */
export function trimHead({ ref, data, version }: StoredDocument, upTo: Instant): Write[] {
  const tally = tallyAfter(data, upTo);
  if (tally === undefined) return [];
  return [{ kind: 'update', ref, data: { tally: packTally(tally) }, version }];
}
