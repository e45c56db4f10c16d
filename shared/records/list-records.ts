import { requireRead } from '#shared/access/scope.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { categoryRuleOf } from '#shared/settings/live-rule.ts';
import type { Filter, StoredDocument } from '#shared/store/store.ts';
import type { Context } from './context.ts';
import { openReadable } from './open-readable.ts';
import { openListed } from './open-record.ts';
import { findPage, type Page, type PageRequest } from './page.ts';
import type { ClearRecord } from './record.ts';
import { orderOf } from './record-filters.ts';

export type ListInput = {
  readonly category: Category;
  readonly filters: readonly Filter[];
  readonly page: PageRequest;
};

/** Decrypts the documents of a page, in their order. */
export async function openPage(
  ctx: Context,
  category: Category,
  page: Page<StoredDocument>,
): Promise<Page<ClearRecord>> {
  const items = await openReadable(ctx, page.items, (item) => openListed(ctx, category, item));
  return { ...page, items };
}

/**
 * Lists live records, the newest first. It costs one query for each page.
 * @throws Problem `scope-missing`, `cursor-invalid`
 */
export async function listRecords(ctx: Context, input: ListInput): Promise<Page<ClearRecord>> {
  const { category, filters, page } = input;
  requireRead(ctx.scopes, category.id);
  return openPage(ctx, category, await findRecords(ctx, category, filters, page));
}

/** Finds a page of a category's live documents, the newest first. */
export function findRecords(
  ctx: Context,
  category: Category,
  filters: readonly Filter[],
  page: PageRequest,
) {
  const orders = orderOf(category, filters);
  const scope = [
    category.id,
    ...filters.map(({ field, op, value }) => `${field}${op}${String(value)}`),
  ];
  const rule = categoryRuleOf(ctx, category);
  const query = { collection: category.id, rule, where: filters, orderBy: orders, scope };
  return findPage(ctx, query, page);
}
