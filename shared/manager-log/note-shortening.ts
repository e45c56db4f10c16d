import type { Shortening } from '#shared/settings/settings.ts';
import { purgeShard } from '#shared/store/document-ids.ts';
import { AlreadyExists, type Store } from '#shared/store/store.ts';
import { managerLogCuts } from './collections.ts';
import { dayOf, sealExpiry } from './log-day.ts';

/** Every number of shards has the first. */
const shards = 1;

/**
 * Notes a shortened retention of the log before it is carried out, so that the verification can tell its
 * effect from a removal. To note it again changes nothing.
 */
export async function noteShortening(
  store: Store,
  tenant: string,
  { upTo, days }: Shortening,
): Promise<void> {
  const id = `${upTo}.${days}`;
  const data = {
    expires_at: sealExpiry(dayOf(upTo)),
    purge_shard: purgeShard(id, shards),
    up_to: upTo,
    days,
  };
  try {
    const ref = { tenant, collection: managerLogCuts.id, id };
    await store.commit([{ kind: 'create', ref, data }]);
  } catch (error) {
    if (!(error instanceof AlreadyExists)) throw error;
  }
}
