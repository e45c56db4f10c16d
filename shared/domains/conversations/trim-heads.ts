import type { Instant } from '#shared/base/time/instant.ts';
import type { Query, StoredDocument, Write } from '#shared/store/store.ts';
import { conversationHeads, latestFirst } from './collections.ts';
import { tallyAfter } from './head-tally.ts';
import { packTally } from './pack-tally.ts';

/** Finds the heads of conversations that went on after an instant. */
export function headsAfter(tenant: string, upTo: Instant, limit: number): Query {
  const where = [{ field: 'last_at', op: '>', value: upTo }] as const;
  return { collection: conversationHeads.id, tenant, where, orderBy: latestFirst, limit };
}

/**
 * The write after which a head no longer counts messages up to an instant; none where it counts
 * none of them. For what was erased while somebody added a message who did not know of it yet.
 */
export function trimHead({ ref, data, version }: StoredDocument, upTo: Instant): Write[] {
  const tally = tallyAfter(data, upTo);
  if (tally === undefined) return [];
  return [{ kind: 'update', ref, data: { tally: packTally(tally) }, version }];
}
