import type { MayflyClient } from '#shared/client/create-mayfly-client.ts';
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

/** The largest number of records in one page of the API. */
const pageSize = 200;

export type ParcelsAtRisk = {
  readonly ids: readonly string[];
  /** True if further parcels may be at risk. */
  readonly isMore: boolean;
};

/**
 * Finds the unsent parcels whose address expires soon. The API lists the newest parcels first, so
 * this function asks only for the old ones. The newest parcel shows how long the tenant keeps an
 * address. Parcels from before a change to a longer time expire earlier. So until they have
 * expired, this function may miss some of them.
 */
export async function findAtRisk(
  { list }: Pick<MayflyClient['loyaltyRedemptions'], 'list'>,
  now: Date,
  options: { readonly signal: AbortSignal },
): Promise<ParcelsAtRisk> {
  const [newest] = (await list({ limit: 1 }, options)).items;
  if (newest === undefined) return { ids: [], isMore: false };
  const keptMs = Date.parse(newest.expires_at) - Date.parse(newest.created_at);
  const before = new Date(now.getTime() + warnDays * dayMs - keptMs).toISOString();
  const pages = await Promise.all(
    (['open', 'packed'] as const).map(async (shipping) =>
      list({ shipping, created_before: before, limit: pageSize }, options),
    ),
  );
  const atRisk = pages.flatMap(({ items }) => items.filter((each) => isAddressAtRisk(each, now)));
  return {
    ids: atRisk.map(({ id }) => id),
    isMore: pages.some(({ next_cursor }) => next_cursor !== null),
  };
}
