import type { Category } from '#shared/categories/define-category.ts';
import { externalFields } from '#shared/categories/external-fields.ts';
import { isPatched } from '#shared/categories/record-schema.ts';
import type { Context } from '#shared/records/context.ts';
import { sentPart } from '#shared/records/merge-patch.ts';
import { renderRecord } from '#shared/records/open-record.ts';
import type { ClearRecord, Fields } from '#shared/records/record.ts';

/**
 * Returns the fields of a request in the form that {@link sentPart} needs. In this form a JSON
 * field has the sent value, because the caller may see only the keys that the request sent. Any
 * other field is undefined, so that `sentPart` returns its whole stored value.
 */
function reached(category: Category, sent: Fields): Fields {
  const named = Object.entries(sent).map(([name, value]) => {
    const field = category.fields[name];
    return [name, field !== undefined && isPatched(field) ? value : undefined];
  });
  // If the request sent a text from which Mayfly makes an id, the caller may see the id too.
  const made = externalFields(category)
    .filter(({ external }) => external in sent)
    .map(({ id }) => [id, undefined]);
  return Object.fromEntries([...named, ...made]);
}

/**
 * Renders a changed record for the caller who changed it. Callers who may read the category see the
 * whole record. Other callers see only the fields that their request sent. So a caller who may only
 * write cannot learn other fields from the answer.
 */
export function renderChanged(
  ctx: Pick<Context, 'scopes'>,
  category: Category,
  record: ClearRecord,
  sent: unknown = {},
) {
  if (ctx.scopes.has(`${category.id}:read`)) return renderRecord(record);
  const own = sentPart(record.fields, reached(category, sent as Fields));
  return renderRecord({ ...record, fields: own as Fields });
}
