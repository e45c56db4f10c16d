import { couponCodes } from '#shared/categories/coupon-codes.ts';
import type { Context } from '#shared/records/context.ts';
import { renderFor } from '#shared/records/open-record.ts';
import type { FoundCode } from './look-code-up.ts';

/** Renders a found code for an answer. The record is masked according to the caller's role. */
export function renderFound(ctx: Pick<Context, 'scopes'>, { pool, state, record }: FoundCode) {
  return {
    pool_id: pool.id,
    pool_name: pool.name,
    pool_state: pool.state,
    state,
    ...(record && { record: renderFor(ctx, couponCodes, record) }),
  };
}
