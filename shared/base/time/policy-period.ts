import { type Instant, microsPerDay } from './instant.ts';

/** How often a person may take part in a raffle or get something from a pool. */
export const policies = ['once', 'daily', 'weekly', 'unrestricted'] as const;
export type Policy = (typeof policies)[number];

/** The Unix epoch begins on a Thursday. The ISO week of this day begins three days earlier. */
const daysBeforeEpoch = 3;

/** A period in which a person may take part, or get something from a pool, only once. */
export type Period = { readonly name: string; readonly end: Instant };

/**
 * The period that contains an instant. For `daily` it is the UTC day, and for `weekly` the ISO week
 * (Monday to Sunday, UTC; ISO 8601-1, section 5.2.3). For `once` it is all time.
 * @returns undefined if the policy has no limit
 */
export function periodOf(policy: Policy, instant: Instant): Period | undefined {
  if (policy === 'unrestricted') return undefined;
  if (policy === 'once') return { name: 'once', end: Number.POSITIVE_INFINITY };
  const day = Math.floor(instant / microsPerDay);
  if (policy === 'daily') return { name: `day ${day}`, end: (day + 1) * microsPerDay };
  const week = Math.floor((day + daysBeforeEpoch) / 7);
  return { name: `week ${week}`, end: ((week + 1) * 7 - daysBeforeEpoch) * microsPerDay };
}
