import type { Context } from '#shared/records/context.ts';
import type { Fields } from '#shared/records/record.ts';

/**
 * Adds the field `shipping` to a new redemption. If the request does not contain the field, its
 * value is `open`: nothing is packed yet. The fields are in their declared order, so that a
 * repeated request gets exactly the same answer.
 */
export function completeRedemption(_ctx: Context, fields: Fields): Fields {
  const { email, reward_id, coins, ...others } = fields;
  return { email, reward_id, coins, shipping: 'open', ...others };
}
