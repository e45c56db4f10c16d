import { type Instant, microsPerDay, microsPerMilli } from '#shared/base/time/instant.ts';

/**
 * A person's request may be closed in the year after the erasure to which it refers. The request is
 * kept until the end of the third year after the year in which it was closed. So an erasure is kept
 * until the end of the fourth year after the year in which it was made.
 */
const keptYears = 4;

/**
 * The instant at which an erasure or a receipt expires: the end of the fourth year after the year
 * in which it was made. In other time zones the end of a year is up to a day earlier or later than
 * in UTC. So the function adds a day to the instant, and a day to the end of the year.
 */
export function proofExpiry(madeAt: Instant): Instant {
  const year = new Date((madeAt + microsPerDay) / microsPerMilli).getUTCFullYear();
  return Date.UTC(year + keptYears + 1, 0, 2) * microsPerMilli;
}
