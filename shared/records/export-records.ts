import { requireScope } from '../access/scope.ts';
import type { Category } from '../categories/define-category.ts';
import type { Context } from './context.ts';
import { findRecords } from './list-records.ts';
import { openReadable } from './open-readable.ts';
import { openRecord, renderRecord } from './open-record.ts';
import { pageSizeMax } from './page.ts';

type Row = { [column: string]: unknown };

/** Names of an export's columns, in order. */
export function exportColumns(category: Category): string[] {
  return ['id', 'created_at', 'expires_at', ...Object.keys(category.fields)];
}

/**
 * All live records of a category, newest first, page by page so that memory stays constant. The first page is
 * read before this resolves, so that what is out of order is told as a problem and not in the middle of a file.
 * @throws Problem `scope-missing`
 */
export async function exportRecords(
  ctx: Context,
  input: { readonly category: Category },
): Promise<AsyncIterable<Row>> {
  requireScope(ctx.scopes, `${input.category.id}:export`);
  const rows = pages(ctx, input.category);
  const first = await rows.next();
  return startingWith(first, rows);
}

async function* startingWith(first: IteratorResult<Row>, rest: AsyncGenerator<Row>) {
  if (first.done) return;
  yield first.value;
  yield* rest;
}

async function* pages(ctx: Context, category: Category): AsyncGenerator<Row> {
  let cursor: string | undefined;
  do {
    const page = await findRecords(ctx, category, [], { limit: pageSizeMax, cursor });
    const records = await openReadable(ctx, page.items, (item) => openRecord(ctx, category, item));
    for (const record of records) yield renderRecord(record);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
}
