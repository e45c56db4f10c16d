/**
 * A point in time, in whole microseconds since the Unix epoch. Firestore timestamps have the same
 * resolution. A JavaScript number represents an instant exactly until the year 2255.
 */
export type Instant = number;

export const microsPerMilli = 1_000;
export const microsPerSecond = 1_000_000;
export const microsPerDay = 86_400 * microsPerSecond;

/**
 * The second that `formatInstant` wrote last, and its text. The instants of the records of a batch
 * are often in the same second. Then the text is used again.
 */
const latest = { second: Number.NaN, text: '' };

/**
 * Writes an instant as RFC 3339 in UTC with milliseconds. Finer digits are cut off, not rounded.
 */
export function formatInstant(instant: Instant): string {
  const second = Math.floor(instant / microsPerSecond);
  if (second !== latest.second) {
    latest.text = new Date(second * 1_000).toISOString().slice(0, -4);
    latest.second = second;
  }
  const millis = Math.floor((instant - second * microsPerSecond) / microsPerMilli);
  return `${latest.text}${String(millis).padStart(3, '0')}Z`;
}

/** The UTC day of an instant, as `YYYY-MM-DD`. */
export function formatDay(instant: Instant): string {
  return formatInstant(instant).slice(0, 10);
}
