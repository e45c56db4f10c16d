import { type Instant, microsPerDay } from '#shared/base/time/instant.ts';
import type { Filter } from '#shared/store/store.ts';

/** A consent "ends soon" if it expires within this number of days. */
export const soonDays = 14;

/**
 * Only confirmed and withdrawn consents are proof of what a person decided. A pending consent is no
 * proof, and always expires within 14 days.
 */
export const provingStates = ['confirmed', 'withdrawn'] as const;

/** The condition for consents that end soon. */
export function endsSoon(now: Instant): Filter {
  return { field: 'expires_at', op: '<=', value: now + soonDays * microsPerDay };
}

/**
 * The condition for consents that were never part of a complete export (see the README).
 * @param upTo the instant up to which consents were exported, if there was an export
 */
export function notExported(upTo: Instant | undefined): Filter[] {
  return upTo === undefined ? [] : [{ field: 'created_at', op: '>', value: upTo }];
}
