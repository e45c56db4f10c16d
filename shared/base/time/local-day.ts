import { BoundedMap } from '../cache/bounded-map.ts';
import type { Day } from './calendar-day.ts';
import { type Instant, microsPerMilli, microsPerSecond, nearestExact } from './instant.ts';

const formats = new BoundedMap<string, Intl.DateTimeFormat>(50);

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(timeZone, format);
  return format;
}

/** True if a text is the name of a time zone in the IANA database, such as `Europe/Berlin`. */
export function isTimeZone(text: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/.test(text)) return false;
  try {
    formatOf(text);
    return true;
  } catch {
    return false;
  }
}

function partsOf(instant: Instant, timeZone: string): ReadonlyMap<string, string> {
  const millis = Math.floor(instant / microsPerMilli);
  const parts = formatOf(timeZone).formatToParts(millis);
  return new Map(parts.map(({ type, value }) => [type, value]));
}

/** The calendar day in a time zone at an instant. */
export function localDay(instant: Instant, timeZone: string): Day {
  const parts = partsOf(instant, timeZone);
  const year = (parts.get('year') ?? '').padStart(4, '0');
  return `${year}-${parts.get('month')}-${parts.get('day')}`;
}

/**
 * The difference between local time and UTC at an instant, in microseconds. It is positive if local
 * time is ahead.
 */
function offsetAt(instant: Instant, timeZone: string): number {
  const parts = partsOf(instant, timeZone);
  const numbers = ['year', 'month', 'day', 'hour', 'minute', 'second'].map((type) =>
    Number(parts.get(type)),
  );
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = numbers;
  const shown = Date.UTC(year, month - 1, day, hour, minute, second) * microsPerMilli;
  return shown - Math.floor(instant / microsPerSecond) * microsPerSecond;
}

/**
 * The instant at which a day ends in a time zone, and the next day begins. If clocks are set back
 * at midnight, the day ends twice. Then the second end counts. A far end is replaced by the nearest
 * exact instant, see `nearestExact`.
 */
export function endOfDay(day: Day, timeZone: string): Instant {
  const dayMicros = 86_400 * microsPerSecond;
  const nextMidnight = Date.parse(`${day}T00:00:00Z`) * microsPerMilli + dayMicros;
  const offsets = [-dayMicros, 0, dayMicros].map((shift) =>
    offsetAt(nextMidnight + shift, timeZone),
  );
  const ends = offsets
    .map((offset) => nextMidnight - offset)
    .filter(
      (end) => localDay(end, timeZone) > day && localDay(end - microsPerSecond, timeZone) <= day,
    );
  if (ends.length === 0) throw new Error(`no end was found for the day ${day} in its time zone`);
  return nearestExact(Math.max(...ends));
}

/** The instant at which a day begins in a time zone: the {@link endOfDay} of the day before. */
export function startOfDay(day: Day, timeZone: string): Instant {
  const before = new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
  return endOfDay(before, timeZone);
}
