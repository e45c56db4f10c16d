import type { Context } from '#shared/records/context.ts';
import type { Fields } from '#shared/records/record.ts';

/**
 * Adds the state of a new redemption. By default it is not packed yet. The fields have their
 * declared order, so that a repeated request produces the same text.
 */
export function completeRedemption(_ctx: Context, fields: Fields): Fields {
  const { email, reward_id, coins, ...others } = fields;
  return { email, reward_id, coins, shipping: 'open', ...others };
}
