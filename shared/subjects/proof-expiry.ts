import { type Instant, microsPerMilli } from '#shared/base/time/instant.ts';

const keptYears = 3;

/**
 * The instant at which a proof expires: the end (UTC) of the third year after the year in which it
 * was made.
 */
export function proofExpiry(madeAt: Instant): Instant {
  const year = new Date(madeAt / microsPerMilli).getUTCFullYear();
  return Date.UTC(year + keptYears + 1, 0, 1) * microsPerMilli;
}
