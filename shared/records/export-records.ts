import { requireScope } from '../access/scope.ts';
import type { Category } from '../categories/define-category.ts';
import type { Context } from './context.ts';
import { findRecords } from './list-records.ts';
import { openRecord, renderRecord } from './open-record.ts';
import { pageSizeMax } from './page.ts';

/** Names of an export's columns, in order. */
export function exportColumns(category: Category): string[] {
  return ['id', 'created_at', 'expires_at', ...Object.keys(category.fields)];
}

/**
 * All live records of a category, newest first, page by page so that memory stays constant. Checks the scope
 * before the first page.
 * @throws Problem `scope-missing`
 */
export function exportRecords(
  ctx: Context,
  input: { readonly category: Category },
): AsyncIterable<{ [column: string]: unknown }> {
  requireScope(ctx.scopes, `${input.category.id}:export`);
  return pages(ctx, input.category);
}

async function* pages(ctx: Context, category: Category) {
  let cursor: string | undefined;
  do {
    const page = await findRecords(ctx, category, [], { limit: pageSizeMax, cursor });
    const records = await Promise.all(page.items.map((item) => openRecord(ctx, category, item)));
    for (const record of records) yield renderRecord(record);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
}
