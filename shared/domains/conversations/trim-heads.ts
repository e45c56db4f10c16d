import type { Instant } from '#shared/base/time/instant.ts';
import type { Query, StoredDocument, Write } from '#shared/store/store.ts';
import { conversationHeads, latestFirst } from './collections.ts';
import { tallyAfter } from './head-tally.ts';
import { packTally } from './pack-tally.ts';

/** Finds the heads of conversations that have messages after an instant. */
export function headsAfter(tenant: string, upTo: Instant, limit: number): Query {
  const where = [{ field: 'last_at', op: '>', value: upTo }] as const;
  return { collection: conversationHeads.id, tenant, where, orderBy: latestFirst, limit };
}

/**
 * The write that removes the messages up to an instant from a head. There is no write if the head
 * counts no message up to that instant. The write is needed if a process that did not know of an
 * erasure has added a message to the old head.
 */
export function trimHead({ ref, data, version }: StoredDocument, upTo: Instant): Write[] {
  const tally = tallyAfter(data, upTo);
  if (tally === undefined) return [];
  return [{ kind: 'update', ref, data: { tally: packTally(tally) }, version }];
}
