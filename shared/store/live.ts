import type { Instant } from '#shared/base/time/instant.ts';
import type { Filter, Query, StoredDocument } from './store.ts';

/**
 * The conditions for a live document. It expires later than `now`, and no fence and no shortened
 * retention of the tenant hides it (see `liveRuleOf`).
 */
export type LiveRule = {
  readonly now: Instant;
  readonly later: readonly { readonly field: string; readonly than: Instant }[];
};

function liveFilters({ now, later }: LiveRule): Filter[] {
  return [
    { field: 'expires_at', op: '>', value: now },
    ...later.map(({ field, than }): Filter => ({ field, op: '>', value: than })),
  ];
}

/**
 * Adds the conditions for live records to a query. Every query for records that a caller may see
 * needs them. From `expires_at` on nobody sees a record, even if it is not deleted yet. Records
 * that a fence hides are left out too. A document that is read by its id must pass {@link isLive}
 * instead.
 */
export function liveQuery<Q extends Pick<Query, 'where'>>(rule: LiveRule, query: Q): Q {
  return { ...query, where: [...query.where, ...liveFilters(rule)] };
}

/** True if a document was found and is live, so that it may be shown. */
export function isLive(
  document: StoredDocument | undefined,
  rule: LiveRule,
): document is StoredDocument {
  return (
    document !== undefined &&
    liveFilters(rule).every(({ field, value }) => {
      const stored = document.data[field] as Instant | undefined;
      return stored !== undefined && stored > (value as Instant);
    })
  );
}

/**
 * True if a document was found and has not expired. Use this function for collections outside the
 * categories: no fence hides their documents.
 */
export function isUnexpired(
  document: StoredDocument | undefined,
  now: Instant,
): document is StoredDocument {
  return isLive(document, { now, later: [] });
}
