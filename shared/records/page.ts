import { type Instant, microsPerSecond } from '#shared/base/time/instant.ts';
import { commitDeadlineMicros } from '#shared/store/commit-deadline.ts';
import { type LiveRule, liveQuery } from '#shared/store/live.ts';
import { type Filter, type Order, placeOf, type StoredDocument } from '#shared/store/store.ts';
import type { Context } from './context.ts';
import { type CursorScope, decodeCursor, encodeCursor } from './cursor.ts';
import { preparedMicros } from './keep-prepared.ts';

export const pageSizeMax = 200;
export const pageSizeDefault = 50;

/** The maximum difference between the clocks of instances that run at the same time. */
const clocksMicros = 5 * microsPerSecond;

/**
 * The longest time between a record's instant of creation and its commit: 25 s. It is the sum of
 * three times: how long attempts may use prepared writes, the deadline of a commit, and the maximum
 * difference between clocks.
 */
const settlingMicros = preparedMicros + commitDeadlineMicros + clocksMicros;
const earliestId = '0'.repeat(32);

export type PageRequest = {
  readonly limit: number;
  /** The `next_cursor` of an earlier page. This page begins after the end of the earlier page. */
  readonly cursor?: string | undefined;
  /**
   * The `newest_cursor` of an earlier page. The page then contains only records that are newer than
   * this position. The position may be up to 25 s before the newest record of the earlier page. So
   * some records may come again, and callers must skip ids that they know.
   */
  readonly after?: string | undefined;
};

export type PageQuery = {
  readonly collection: string;
  /** The rule for live documents. Null if documents never expire. */
  readonly rule: LiveRule | null;
  readonly where: readonly Filter[];
  readonly orderBy: readonly Order[];
  /** The list and its filters. A cursor can be used only in the list with the same scope. */
  readonly scope: CursorScope;
};

export type Page<T> = {
  readonly items: readonly T[];
  readonly next_cursor: string | null;
  /**
   * The position of this page's newest record in the list, or a position up to 25 s earlier. A
   * caller sends it as `after` to get newer records.
   */
  readonly newest_cursor: string | null;
};

/**
 * Finds one page of live documents. It costs one query.
 * @throws Problem `cursor-invalid`
 */
export async function findPage(
  ctx: Context,
  query: PageQuery,
  request: PageRequest,
): Promise<Page<StoredDocument>> {
  const scope = [ctx.tenant, ...query.scope];
  const isOldestFirst = query.orderBy[0]?.direction === 'asc';
  const from = request.cursor ?? (isOldestFirst ? request.after : undefined);
  const fields = query.orderBy.map(({ field }) => field);
  const decode = (cursor: string | undefined) =>
    cursor === undefined ? undefined : decodeCursor(scope, fields, cursor);
  const startAfter = decode(from);
  const endBefore = isOldestFirst ? undefined : decode(request.after);
  const wanted = {
    collection: query.collection,
    tenant: ctx.tenant,
    where: query.where,
    orderBy: query.orderBy,
    limit: request.limit + 1,
    ...(startAfter && { startAfter }),
    ...(endBefore && { endBefore }),
  };
  const documents = await ctx.store.query(
    query.rule === null ? wanted : liveQuery(query.rule, wanted),
  );
  const items = documents.slice(0, request.limit);
  const [last, newest] = [items.at(-1), items.at(isOldestFirst ? -1 : 0)];
  const placeIn = (document: StoredDocument) =>
    placeOf(document, { orderBy: query.orderBy, tenant: ctx.tenant });
  const hasMore = documents.length > request.limit && last !== undefined;
  return {
    items,
    next_cursor: hasMore ? encodeCursor(scope, placeIn(last)) : null,
    newest_cursor:
      newest === undefined
        ? (request.after ?? null)
        : encodeCursor(scope, notAfter(ctx.now() - settlingMicros, placeIn(newest))),
  };
}

/**
 * If a position in a list is later than `instant`, moves the position back to this instant. Records
 * may be committed in another order than their instants of creation. If a caller continued directly
 * after the newest record, it would miss older records that are committed later.
 */
function notAfter(instant: Instant, place: readonly unknown[]): readonly unknown[] {
  if ((place[0] as Instant) <= instant) return place;
  return [instant, ...place.slice(1, -1).map(() => 0), earliestId];
}
