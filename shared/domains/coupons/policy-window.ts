import type { Instant } from '#shared/base/time/instant.ts';
import { periodOf } from '#shared/base/time/policy-period.ts';
import type { PoolPolicy } from './pool.ts';

/**
 * Until when a customer's turn at a pool is taken: `once` as long as the record lives, `daily` to the next
 * midnight, `weekly` to the next Monday, both in UTC (ISO 8601 weeks). Undefined where there is no limit.
 */
export function windowEnd(
  policy: PoolPolicy,
  now: Instant,
  recordExpiry: Instant,
): Instant | undefined {
  const end = periodOf(policy, now)?.end;
  return end === Number.POSITIVE_INFINITY ? recordExpiry : end;
}
