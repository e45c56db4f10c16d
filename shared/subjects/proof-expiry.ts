import { type Instant, microsPerDay, microsPerMilli } from '#shared/base/time/instant.ts';

/**
 * A request that was closed in one year may refer to an erasure of the year before. Requests are
 * kept for three years to the end of the year, so their proofs are kept for four.
 */
const keptYears = 4;

/**
 * The instant at which a proof expires: the end (UTC) of the third year after the year in which it
 * was made.
 */
export function proofExpiry(madeAt: Instant): Instant {
  const year = new Date((madeAt + microsPerDay) / microsPerMilli).getUTCFullYear();
  return Date.UTC(year + keptYears + 1, 0, 2) * microsPerMilli;
}
