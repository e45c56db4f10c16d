import { couponCodes } from '#shared/categories/coupon-codes.ts';
import type { Context } from '#shared/records/context.ts';
import { renderFor } from '#shared/records/open-record.ts';
import type { FoundCode } from './look-code-up.ts';

/** A code that was found, as interfaces answer it. The record is masked as the caller's role says. */
export function renderFound(ctx: Pick<Context, 'scopes'>, { pool, state, record }: FoundCode) {
  return {
    pool_id: pool.id,
    pool_name: pool.name,
    pool_state: pool.state,
    state,
    ...(record && { record: renderFor(ctx, couponCodes, record) }),
  };
}
