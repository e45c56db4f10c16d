import { type Instant, microsPerDay } from '#shared/base/time/instant.ts';
import type { Filter } from '#shared/store/store.ts';

/** Consents that end within so many days end soon. */
export const soonDays = 14;

/** States that are a proof. A pending consent proves nothing, and always ends within 14 days. */
export const provingStates = ['confirmed', 'withdrawn'] as const;

/** The condition that a consent ends soon. */
export function endsSoon(now: Instant): Filter {
  return { field: 'expires_at', op: '<=', value: now + soonDays * microsPerDay };
}

/**
 * The condition that no complete export has contained a consent. @param upTo the last export, if
 * there was one
 */
export function notExported(upTo: Instant | undefined): Filter[] {
  return upTo === undefined ? [] : [{ field: 'created_at', op: '>', value: upTo }];
}
