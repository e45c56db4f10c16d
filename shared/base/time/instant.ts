/**
 * A point in time, in whole microseconds since the Unix epoch. Firestore timestamps have the same
 * resolution. A JavaScript number represents an instant exactly until the year 2255.
 */
export type Instant = number;

export const microsPerMilli = 1_000;
export const microsPerSecond = 1_000_000;
export const microsPerDay = 86_400 * microsPerSecond;

/**
 * Caches the text of a few seconds, as `formatInstant` writes it, but without milliseconds. The
 * records of a batch were often created in the same second, and often expire in the same second.
 * So `formatInstant` often needs a text again.
 */
const texts = new Map<number, string>();
const textsMax = 16;

function textOf(second: number): string {
  const known = texts.get(second);
  if (known !== undefined) return known;
  const text = new Date(second * 1_000).toISOString().slice(0, -4);
  if (texts.size === textsMax) texts.clear();
  texts.set(second, text);
  return text;
}

/**
 * Writes an instant as RFC 3339 in UTC with milliseconds. Finer digits are cut off, not rounded.
 */
export function formatInstant(instant: Instant): string {
  const second = Math.floor(instant / microsPerSecond);
  const millis = Math.floor((instant - second * microsPerSecond) / microsPerMilli);
  return `${textOf(second)}${String(millis).padStart(3, '0')}Z`;
}

/** The UTC day of an instant, as `YYYY-MM-DD`. */
export function formatDay(instant: Instant): string {
  return formatInstant(instant).slice(0, 10);
}

/** The distance from 1970 to the farthest whole millisecond that a number represents exactly. */
const farthest = Math.floor(Number.MAX_SAFE_INTEGER / microsPerMilli) * microsPerMilli;

/**
 * Replaces an instant before July 1684 or after June 2255 by the nearest instant that a number
 * represents exactly. The store accepts only exact instants, in documents and in queries.
 */
export function nearestExact(instant: Instant): Instant {
  return Math.min(farthest, Math.max(-farthest, instant));
}

/** Reads an RFC 3339 text as the nearest exact instant, see {@link nearestExact}. */
export function parseInstant(text: string): Instant {
  return nearestExact(Date.parse(text) * microsPerMilli);
}
