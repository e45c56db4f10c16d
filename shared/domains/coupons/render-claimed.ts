import { couponCodes } from '#shared/categories/coupon-codes.ts';
import type { Context } from '#shared/records/context.ts';
import { renderRecord } from '#shared/records/open-record.ts';
import type { ClearRecord, Fields } from '#shared/records/record.ts';

/**
 * Returns the customer fields of a request. If the request identified the conversation by a text,
 * the fields include the id that Mayfly made from this text.
 */
function customerOf(
  sent: Fields,
  { conversation_external_id: external, ...stored }: Fields,
): Fields {
  const { email, conversation_id, conversation_external_id } = sent;
  if (conversation_external_id === undefined)
    return { email, ...(conversation_id !== undefined && { conversation_id }) };
  const isSame = conversation_external_id === external;
  const id = isSame ? stored['conversation_id'] : conversation_id;
  return { email, conversation_external_id, ...(id !== undefined && { conversation_id: id }) };
}

/**
 * The answer about a coupon or code. A caller who may read the category gets the whole record.
 * Other callers get the code and its pool, and no customer fields except those that their request
 * sent. So an API key that may only write learns nothing about a person.
 */
export function renderClaimed(ctx: Pick<Context, 'scopes'>, record: ClearRecord, sent: unknown) {
  if (ctx.scopes.has(`${couponCodes.id}:read`)) return renderRecord(record);
  const { pool_id, kind, code } = record.fields;
  const { email, ...conversation } = customerOf(sent as Fields, record.fields);
  return renderRecord({ ...record, fields: { pool_id, kind, code, email, ...conversation } });
}
