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

/** The text form of an hour. */
export const hourPattern = /^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3])$/;

export const microsPerHour = 3_600 * microsPerSecond;
/** How long markers are kept, in case the sealing does not run for a long time. */
const markerDays = 400;

/** The hour of an instant. */
export function hourOf(instant: Instant): LogHour {
  return formatInstant(instant).slice(0, 13);
}

/** The first instant of an hour; NaN if the text is not an hour. */
export function startOfHour(hour: LogHour): Instant {
  return hourPattern.test(hour) ? Date.parse(`${hour}:00:00Z`) * 1_000 : Number.NaN;
}

/** The first instant after an hour; NaN if the text is not an hour. */
export function endOfHour(hour: LogHour): Instant {
  return startOfHour(hour) + microsPerHour;
}

/**
 * The expiry of an hour's marker: a fixed time after the hour, so that queries can find markers by
 * their hour.
 */
export function markerExpiry(hour: LogHour): Instant {
  return endOfHour(hour) + markerDays * microsPerDay;
}

/** The latest expiry of the markers of hours that had ended by an instant. */
export function markerExpiryOfHoursEndedBy(instant: Instant): Instant {
  return instant + markerDays * microsPerDay;
}

/**
 * The expiry of an hour's seal, long after the last of its entries. So the verification can
 * distinguish an expiry from a gap.
 */
export function sealExpiry(hour: LogHour): Instant {
  return endOfHour(hour) + 2 * longestRetentionDays(managerLog) * microsPerDay;
}
