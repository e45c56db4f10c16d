import { type Instant, microsPerDay, microsPerMilli } from '#shared/base/time/instant.ts';

/**
 * A request that was closed in one year may refer to an erasure of the year before. Requests are
 * kept for three years to the end of the year, so their proofs are kept for four.
 */
const keptYears = 4;

/**
 * The expiry of an erasure or a receipt: four years after it was made, to the end of the year. In
 * some time zones a year begins or ends up to a day before or after the year in UTC, so it is a day
 * later than that.
 */
export function proofExpiry(madeAt: Instant): Instant {
  const year = new Date((madeAt + microsPerDay) / microsPerMilli).getUTCFullYear();
  return Date.UTC(year + keptYears + 1, 0, 2) * microsPerMilli;
}
