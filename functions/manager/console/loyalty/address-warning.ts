import type { LoyaltyRedemptions } from '#shared/client/schemas.ts';

const dayMs = 24 * 3_600_000;
/** An unsent parcel gets a warning if its address expires within this number of days. */
export const warnDays = 14;

/** Tells whether the address of an unsent parcel expires soon. */
export function isAddressAtRisk(
  { shipping, expires_at }: Pick<LoyaltyRedemptions, 'shipping' | 'expires_at'>,
  now: Date,
): boolean {
  return shipping !== 'sent' && Date.parse(expires_at) - now.getTime() < warnDays * dayMs;
}
