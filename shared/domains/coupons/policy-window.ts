import type { Instant } from '#shared/base/time/instant.ts';
import { periodOf } from '#shared/base/time/policy-period.ts';
import type { PoolPolicy } from './pool.ts';

/**
 * Returns the end of a customer's turn. In a turn a pool gives the customer only one code. With the
 * policy `once` a turn ends with the record's expiry. With `daily` it ends at the next midnight,
 * and with `weekly` on the next Monday, both in UTC (ISO 8601 weeks). The result is undefined if
 * the policy has no turns.
 */
export function windowEnd(
  policy: PoolPolicy,
  now: Instant,
  recordExpiry: Instant,
): Instant | undefined {
  const end = periodOf(policy, now)?.end;
  return end === Number.POSITIVE_INFINITY ? recordExpiry : end;
}
