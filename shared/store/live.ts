import type { Instant } from '../time/instant.ts';
import type { Filter, Query, StoredDocument } from './store.ts';

/**
 * The one filter through which records are read: from `expires_at` on a record is gone, whether or not it is
 * deleted yet. Every query of what a caller may see is made by {@link liveQuery}; a document read by its id
 * passes {@link isLive}.
 */
function liveFilter(now: Instant): Filter {
  return { field: 'expires_at', op: '>', value: now };
}

export function liveQuery<Q extends Pick<Query, 'where'>>(now: Instant, query: Q): Q {
  return { ...query, where: [...query.where, liveFilter(now)] };
}

/** Whether a document may still be shown: it is there and expires later than `now`. */
export function isLive(
  document: StoredDocument | undefined,
  now: Instant,
): document is StoredDocument {
  return document !== undefined && (document.data['expires_at'] as Instant) > now;
}
