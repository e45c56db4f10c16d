import { type Instant, microsPerMilli } from '#shared/base/time/instant.ts';

const keptYears = 3;

/** When a proof from an instant expires: three years later, at the end of that year (UTC). */
export function proofExpiry(madeAt: Instant): Instant {
  const year = new Date(madeAt / microsPerMilli).getUTCFullYear();
  return Date.UTC(year + keptYears + 1, 0, 1) * microsPerMilli;
}
