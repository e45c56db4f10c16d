import type { LoyaltyRedemptions } from '#shared/client/schemas.ts';

const dayMs = 24 * 3_600_000;
/** Days before its end at which an address is worth a warning while its parcel is here. */
export const warnDays = 14;

/** Whether the address of a parcel that was not sent goes soon. */
export function isAddressAtRisk(
  { shipping, expires_at }: Pick<LoyaltyRedemptions, 'shipping' | 'expires_at'>,
  now: Date,
): boolean {
  return shipping !== 'sent' && Date.parse(expires_at) - now.getTime() < warnDays * dayMs;
}
