import { liveQuery } from '../store/live.ts';
import type { Filter, Order, StoredDocument } from '../store/store.ts';
import type { Context } from './context.ts';
import { type CursorScope, decodeCursor, encodeCursor } from './cursor.ts';

export const pageSizeMax = 200;
export const pageSizeDefault = 50;

export type PageRequest = {
  readonly limit: number;
  /** Goes on where a page ended. */
  readonly cursor?: string | undefined;
  /** Only what is newer than this place. */
  readonly after?: string | undefined;
};

export type PageQuery = {
  readonly collection: string;
  readonly where: readonly Filter[];
  readonly orderBy: readonly Order[];
  /** Names the list and its filters, so that a cursor works nowhere else. */
  readonly scope: CursorScope;
};

export type Page<T> = {
  readonly items: readonly T[];
  readonly next_cursor: string | null;
  /** The newest place of this page; as `after`, it asks for what has come since. */
  readonly newest_cursor: string | null;
};

/** One page of live documents: one query. @throws Problem `cursor-invalid` */
export async function findPage(
  ctx: Context,
  query: PageQuery,
  request: PageRequest,
): Promise<Page<StoredDocument>> {
  const scope = [ctx.tenant, ...query.scope];
  const isOldestFirst = query.orderBy[0]?.direction === 'asc';
  const from = request.cursor ?? (isOldestFirst ? request.after : undefined);
  const fields = query.orderBy.map(({ field }) => field);
  const startAfter = from && decodeCursor(scope, fields, from);
  const endBefore = !isOldestFirst && request.after && decodeCursor(scope, fields, request.after);
  const documents = await ctx.store.query(
    liveQuery(ctx.now(), {
      collection: query.collection,
      tenant: ctx.tenant,
      where: query.where,
      orderBy: query.orderBy,
      limit: request.limit + 1,
      ...(startAfter && { startAfter }),
      ...(endBefore && { endBefore }),
    }),
  );
  const items = documents.slice(0, request.limit);
  const placeOf = (document: StoredDocument | undefined) =>
    document === undefined
      ? null
      : encodeCursor(scope, [
          ...query.orderBy.map(({ field }) => document.data[field]),
          document.ref.id,
        ]);
  return {
    items,
    next_cursor: documents.length > request.limit ? placeOf(items.at(-1)) : null,
    newest_cursor: placeOf(items.at(isOldestFirst ? -1 : 0)) ?? request.after ?? null,
  };
}
