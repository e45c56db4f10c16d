import type { Instant } from '#shared/base/time/instant.ts';
import type { Filter, Query, StoredDocument } from './store.ts';

/**
 * The conditions for being live: the document expires later than `now`, and is newer than the
 * tenant's fences and shortened retentions reach (see `liveRuleOf`).
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
 * The one filter through which records are read. From `expires_at` on nobody sees a record,
 * whether or not it is deleted yet; fenced records are hidden too. Every query for what a caller
 * may see is built by this function. A document read by its id must pass {@link isLive}.
 */
export function liveQuery<Q extends Pick<Query, 'where'>>(rule: LiveRule, query: Q): Q {
  return { ...query, where: [...query.where, ...liveFilters(rule)] };
}

/** Whether a document of a category may still be shown. */
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

/** Whether a document that belongs to no category has not expired. */
export function isUnexpired(
  document: StoredDocument | undefined,
  now: Instant,
): document is StoredDocument {
  return isLive(document, { now, later: [] });
}
