import type { Context } from '../records/context.ts';
import type { Fields } from '../records/record.ts';

/** An HTTP body is kept in debug mode only, and no tenant can switch that on yet: it is dropped, not refused. */
export function dropHttpBody(_ctx: Context, fields: Fields): Fields {
  const { http_body: _dropped, ...kept } = fields;
  return kept;
}
