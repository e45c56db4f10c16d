import { keepRenewed, renewCaller } from '#shared/access/renew-caller.ts';
import { requireScope, rightTo } from '#shared/access/scope.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { categoryRuleOf, fencedAs } from '#shared/settings/live-rule.ts';
import { newestFirstOf, nextToExpireOf } from '#shared/store/category-collection.ts';
import { type LiveRule, liveQuery } from '#shared/store/live.ts';
import { readPages } from '#shared/store/read-pages.ts';
import type { Filter, Order, StoredDocument } from '#shared/store/store.ts';
import type { Context } from './context.ts';
import { handOut } from './hand-out.ts';
import { openRecord, renderRecord } from './open-record.ts';
import type { ClearRecord } from './record.ts';
import { orderOf } from './record-filters.ts';

export type Row = { readonly [column: string]: unknown };

/**
 * The content of an export: the records of a category that match the filters, in the given order.
 */
export type ExportSource = {
  readonly category: Category;
  readonly where: readonly Filter[];
  readonly orderBy: readonly Order[];
  /**
   * The order that the count query names. With this order, Firestore can use an existing index for
   * the query.
   */
  readonly countBy: readonly Order[];
  /** The file's name without its extension. */
  readonly name: string;
  /** The names of the columns, in order. */
  readonly columns: readonly string[];
};

/** An export of all records of a category, the newest first. */
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

/** Like {@link categoryExport}, with the filters of a list and in the order of this list. */
export function narrowedExport(category: Category, where: readonly Filter[]): ExportSource {
  const all = categoryExport(category);
  if (where.length === 0) return all;
  const orderBy = orderOf(category, where);
  return { ...all, where, orderBy, countBy: orderBy };
}

/**
 * Yields the live records of an export. A record that cannot be decrypted is left out, and is
 * reported to an operator. The records are read page by page, so a large export needs no more
 * memory than a small one. The first page is read before any row is sent. So an error in the first
 * page becomes an error answer, and does not interrupt a file. Rights and settings are checked when
 * a page is read and when a row is sent. If the caller loses the right, the export ends with an
 * error. If a record expires before it is sent, or a fence hides it before that, the record is left
 * out.
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

/**
 * Counts the records that an export would contain now. It costs one aggregation.
 * @throws Problem `scope-missing`
 */
export async function countExport(ctx: Context, source: ExportSource): Promise<number> {
  const { category, where, countBy } = source;
  requireScope(ctx.scopes, `${category.id}:export`);
  const query = { collection: category.id, tenant: ctx.tenant, where, orderBy: countBy };
  return ctx.store.count(liveQuery(categoryRuleOf(ctx, category), query));
}

/** Yields the first row, which was already read, and then the other rows. */
export async function* startingWith(first: IteratorResult<Row>, rest: AsyncGenerator<Row>) {
  if (first.done) return;
  yield first.value;
  yield* rest;
}

/** A record of an export, with its document. */
export type Exported = { readonly document: StoredDocument; readonly record: ClearRecord };

/**
 * Yields the live records of an export one by one. Records that cannot be decrypted are left out.
 * Rights and settings are checked when a page is read and when a record is yielded.
 */
export async function* readExported(
  ctx: Context,
  source: Pick<ExportSource, 'category' | 'where' | 'orderBy'>,
): AsyncGenerator<Exported, void> {
  const { category, where, orderBy } = source;
  const right = rightTo(`${category.id}:export`);
  const look = keepRenewed(ctx, right);
  const ruleNow = async (): Promise<LiveRule> => {
    const now = await renewCaller(ctx);
    right(now);
    return categoryRuleOf(now, category);
  };
  const query = { collection: category.id, where, orderBy };
  const open = async (document: StoredDocument) => ({
    document,
    record: await openRecord(ctx, category, document),
  });
  for await (const page of readPages(ctx, ruleNow, query))
    yield* handOut(look, fencedAs(category), page, open);
}

async function* readRows(ctx: Context, source: ExportSource): AsyncGenerator<Row> {
  for await (const { record } of readExported(ctx, source)) yield renderRecord(record);
}
