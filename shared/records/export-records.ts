import { requireScope } from '#shared/access/scope.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { categoryRuleOf } from '#shared/settings/live-rule.ts';
import { newestFirstOf, nextToExpireOf } from '#shared/store/category-collection.ts';
import { type LiveRule, liveQuery } from '#shared/store/live.ts';
import { readPages } from '#shared/store/read-pages.ts';
import type { Filter, Order } from '#shared/store/store.ts';
import type { Context } from './context.ts';
import { openReadable } from './open-readable.ts';
import { openRecord, renderRecord } from './open-record.ts';
import { renewContext } from './renew-context.ts';

export type Row = { readonly [column: string]: unknown };

/** What an export holds: the records of a category that match, in an order. */
export type ExportSource = {
  readonly category: Category;
  readonly where: readonly Filter[];
  readonly orderBy: readonly Order[];
  /** The order of the index that counts them. */
  readonly countBy: readonly Order[];
  /** Of the file, without its ending. */
  readonly name: string;
  /** Names of the columns, in order. */
  readonly columns: readonly string[];
};

/** All records of a category, newest first. */
export function categoryExport(category: Category): ExportSource {
  return {
    category,
    where: [],
    orderBy: newestFirstOf(category),
    countBy: nextToExpireOf(category),
    name: category.path,
    columns: ['id', 'created_at', 'expires_at', ...Object.keys(category.fields)],
  };
}

/**
 * All live records of an export, page by page so that memory stays constant. The first page is read before this
 * resolves, so that what is out of order is told as a problem and not in the middle of a file. Rights and settings
 * hold as they are when a page is read: where the right is lost meanwhile, reading on fails.
 * @throws Problem `scope-missing`
 */
export async function exportRecords(
  ctx: Context,
  source: ExportSource,
): Promise<AsyncIterable<Row>> {
  requireScope(ctx.scopes, `${source.category.id}:export`);
  const rows = readRows(ctx, source);
  const first = await rows.next();
  return startingWith(first, rows);
}

/** How many records an export would hold now: one aggregation. @throws Problem `scope-missing` */
export async function countExport(ctx: Context, source: ExportSource): Promise<number> {
  const { category, where, countBy } = source;
  requireScope(ctx.scopes, `${category.id}:export`);
  const query = { collection: category.id, tenant: ctx.tenant, where, orderBy: countBy };
  return ctx.store.count(liveQuery(categoryRuleOf(ctx, category), query));
}

/** The rows of which the first was read already. */
export async function* startingWith(first: IteratorResult<Row>, rest: AsyncGenerator<Row>) {
  if (first.done) return;
  yield first.value;
  yield* rest;
}

/** What may be exported now, asked for each page: whoever receives a large export decides how long it takes. */
async function ruleNow(ctx: Context, category: Category): Promise<LiveRule> {
  const now = await renewContext(ctx);
  requireScope(now.scopes, `${category.id}:export`);
  return categoryRuleOf(now, category);
}

async function* readRows(ctx: Context, source: ExportSource): AsyncGenerator<Row> {
  const { category, where, orderBy } = source;
  const query = { collection: category.id, where, orderBy };
  for await (const page of readPages(ctx, () => ruleNow(ctx, category), query)) {
    const records = await openReadable(ctx, page, (item) => openRecord(ctx, category, item));
    for (const record of records) yield renderRecord(record);
  }
}
