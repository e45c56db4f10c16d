import type { Context } from '#shared/records/context.ts';
import type { Fields } from '#shared/records/record.ts';

/** An HTTP body is kept while the tenant's debug mode is on; else it is dropped, not refused. */
export function dropHttpBody(ctx: Context, fields: Fields): Fields {
  if (ctx.now() < (ctx.settings.debugUntil ?? 0)) return fields;
  const { http_body: _dropped, ...kept } = fields;
  return kept;
}
