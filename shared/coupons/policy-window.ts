import { type Instant, microsPerDay } from '../time/instant.ts';
import type { PoolPolicy } from './pool.ts';

/** 1 January 1970 was a Thursday, the fourth day of its ISO week. */
const daysBeforeEpoch = 3;

/**
 * Until when a customer's turn at a pool is taken: `once` as long as the record lives, `daily` to the next
 * midnight, `weekly` to the next Monday, both in UTC (ISO 8601 weeks). Undefined where there is no limit.
 */
export function windowEnd(
  policy: PoolPolicy,
  now: Instant,
  recordExpiry: Instant,
): Instant | undefined {
  const day = Math.floor(now / microsPerDay);
  const ends: { readonly [each in PoolPolicy]: Instant | undefined } = {
    once: recordExpiry,
    daily: (day + 1) * microsPerDay,
    weekly: (day - ((day + daysBeforeEpoch) % 7) + 7) * microsPerDay,
    unrestricted: undefined,
  };
  return ends[policy];
}
