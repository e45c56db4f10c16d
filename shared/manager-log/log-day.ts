import { formatInstant, type Instant, microsPerDay } from '#shared/base/time/instant.ts';
import { managerLog } from '#shared/categories/manager-log.ts';
import { longestRetentionDays } from '#shared/settings/retention.ts';

/** A day of the log in UTC: `2026-01-15`. */
export type LogDay = string;

/** Kept for a sealing that was off for long. */
const markerDays = 400;

/** The day of an instant. */
export function dayOf(instant: Instant): LogDay {
  return formatInstant(instant).slice(0, 10);
}

/** First instant of a day. */
export function startOfDay(day: LogDay): Instant {
  return Date.parse(`${day}T00:00:00Z`) * 1_000;
}

/** First instant after a day. */
export function endOfDay(day: LogDay): Instant {
  return startOfDay(day) + microsPerDay;
}

/** When the marker of a day expires: a fixed time after it, so that markers are found by their day. */
export function markerExpiry(day: LogDay): Instant {
  return endOfDay(day) + markerDays * microsPerDay;
}

/** The latest expiry of the markers of days that had ended by an instant. */
export function markerExpiryOfDaysEndedBy(instant: Instant): Instant {
  return instant + markerDays * microsPerDay;
}

/** When the seal of a day may go: long after the last of its entries, so that an expiry is told from a gap. */
export function sealExpiry(day: LogDay): Instant {
  return endOfDay(day) + 2 * longestRetentionDays(managerLog) * microsPerDay;
}
