import type { Instant } from '#shared/base/time/instant.ts';
import { strayMicros } from './late-writes.ts';

/**
 * The instant until which an erasure with a cooling-off time can be cancelled. Usually this is the
 * instant at which the erasure takes effect. For the erasure of a tenant it is 45 s earlier. As
 * soon as that erasure takes effect, recipients get notices about it, which nobody can take back.
 * The 45 s are needed because the clocks of two processes may differ, and because the commit that
 * cancels the erasure takes time.
 */
export function cancellableUntil(effectiveAt: Instant, isOfTenant: boolean): Instant {
  return isOfTenant ? effectiveAt - strayMicros : effectiveAt;
}
