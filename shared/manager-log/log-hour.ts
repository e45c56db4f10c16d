import {
  formatInstant,
  type Instant,
  microsPerDay,
  microsPerSecond,
} from '#shared/base/time/instant.ts';
import { managerLog } from '#shared/categories/manager-log.ts';
import { longestRetentionDays } from '#shared/settings/retention.ts';

/** An hour of the log in UTC: `2026-01-15T09`. */
export type LogHour = string;

/** The form of the text for an hour. */
export const hourPattern = /^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3])$/;

export const microsPerHour = 3_600 * microsPerSecond;
/**
 * The marker of an hour is kept for 400 days, so that it still exists if no sealing has run for a
 * long time.
 */
const markerDays = 400;

/** The hour that contains an instant. */
export function hourOf(instant: Instant): LogHour {
  return formatInstant(instant).slice(0, 13);
}

/** The first instant of an hour. NaN if the text is not an hour. */
export function startOfHour(hour: LogHour): Instant {
  return hourPattern.test(hour) ? Date.parse(`${hour}:00:00Z`) * 1_000 : Number.NaN;
}

/** The first instant after an hour. NaN if the text is not an hour. */
export function endOfHour(hour: LogHour): Instant {
  return startOfHour(hour) + microsPerHour;
}

/**
 * The expiry of an hour's marker. It is a fixed time after the hour, so that a query by expiry
 * finds the markers of all ended hours.
 */
export function markerExpiry(hour: LogHour): Instant {
  return endOfHour(hour) + markerDays * microsPerDay;
}

/**
 * Returns the expiry of a marker whose hour ended at this instant. If an hour ended earlier, its
 * marker expires earlier too.
 */
export function markerExpiryOfHoursEndedBy(instant: Instant): Instant {
  return instant + markerDays * microsPerDay;
}

/**
 * The expiry of an hour's seal. It is long after the expiry of the hour's last entry, so that the
 * verification can distinguish expired entries from a gap.
 */
export function sealExpiry(hour: LogHour): Instant {
  return endOfHour(hour) + 2 * longestRetentionDays(managerLog) * microsPerDay;
}
