import type { Category } from '#shared/categories/define-category.ts';
import type { Context } from '#shared/records/context.ts';
import { renderRecord } from '#shared/records/open-record.ts';
import type { ClearRecord, Fields } from '#shared/records/record.ts';

/**
 * Shows a changed record to the caller who changed it. Callers who may read the category see all of it; others see
 * only the fields that their request sent. So a key that may only write reads nothing by writing.
 */
export function renderChanged(
  ctx: Pick<Context, 'scopes'>,
  category: Category,
  record: ClearRecord,
  sent: unknown = {},
) {
  if (ctx.scopes.has(`${category.id}:read`)) return renderRecord(record);
  const names = new Set(Object.keys(sent as Fields));
  const own = Object.entries(record.fields).filter(([name]) => names.has(name));
  return renderRecord({ ...record, fields: Object.fromEntries(own) });
}
