import type { Category } from '#shared/categories/define-category.ts';
import type { Context } from '#shared/records/context.ts';
import { renderFor } from '#shared/records/open-record.ts';
import type { Page } from '#shared/records/page.ts';
import type { ClearRecord } from '#shared/records/record.ts';

/** Renders a page of records for an answer. */
export function renderPage(
  ctx: Pick<Context, 'scopes'>,
  category: Category,
  page: Page<ClearRecord>,
) {
  return { ...page, items: page.items.map((record) => renderFor(ctx, category, record)) };
}
