import { requireRead } from '#shared/access/scope.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { categoryRuleOf } from '#shared/settings/live-rule.ts';
import type { Filter } from '#shared/store/store.ts';
import type { Context } from './context.ts';
import { openPage } from './open-page.ts';
import { findPage, type Page, type PageRequest } from './page.ts';
import type { ClearRecord } from './record.ts';
import { orderOf } from './record-filters.ts';

export type ListInput = {
  readonly category: Category;
  readonly filters: readonly Filter[];
  readonly page: PageRequest;
};

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
