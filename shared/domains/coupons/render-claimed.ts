import { couponCodes } from '#shared/categories/coupon-codes.ts';
import type { Context } from '#shared/records/context.ts';
import { renderRecord } from '#shared/records/open-record.ts';
import type { ClearRecord, Fields } from '#shared/records/record.ts';

/**
 * What a caller is told of its coupon or code. A caller who may read the category gets all of it.
 * Others get the code, its pool, and of the customer only what the request itself sent. So a key
 * that may only write reads nobody's data by writing.
 */
export function renderClaimed(ctx: Pick<Context, 'scopes'>, record: ClearRecord, sent: unknown) {
  if (ctx.scopes.has(`${couponCodes.id}:read`)) return renderRecord(record);
  const { pool_id, kind, code } = record.fields;
  const { email, conversation_id } = sent as Fields;
  const conversation = conversation_id === undefined ? {} : { conversation_id };
  return renderRecord({ ...record, fields: { pool_id, kind, code, email, ...conversation } });
}
