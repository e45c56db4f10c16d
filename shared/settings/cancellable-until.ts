import type { Instant } from '#shared/base/time/instant.ts';
import { strayMicros } from './late-writes.ts';

/**
 * The instant until which an erasure with a cooling-off time can be cancelled. As soon as the
 * erasure of a tenant takes effect, recipients get notices about it, which nobody can take back. So
 * it can be cancelled only until 45 s earlier: the clocks of two processes may differ, and the
 * commit that cancels the erasure takes time.
 */
export function cancellableUntil(effectiveAt: Instant, isOfTenant: boolean): Instant {
  return isOfTenant ? effectiveAt - strayMicros : effectiveAt;
}
