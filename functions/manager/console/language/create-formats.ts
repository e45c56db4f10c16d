import type { Language } from './define-texts.ts';

const tags = { en: 'en-GB', de: 'de-DE' } as const satisfies { readonly [l in Language]: string };

/** The two forms of a noun: `one` for the count 1, `other` for all other counts. */
export type Noun = { readonly one: string; readonly other: string };

const minuteMs = 60_000;
/** The units of a distance in time, each with its length in milliseconds. */
const units = [
  ['minute', minuteMs],
  ['hour', 60 * minuteMs],
  ['day', 24 * 60 * minuteMs],
] as const;

const byteUnits = [
  ['byte', 1],
  ['kilobyte', 1_000],
  ['megabyte', 1_000_000],
  ['gigabyte', 1_000_000_000],
] as const;

/** Counts the midnights of the user’s time zone between two instants. */
function daysBetween(from: Date, to: Date): number {
  const midnight = (at: Date) => Date.UTC(at.getFullYear(), at.getMonth(), at.getDate());
  return (midnight(to) - midnight(from)) / (24 * 60 * minuteMs);
}

/**
 * Creates functions that write numbers and times in a language. The functions that `dayOf` creates
 * use UTC. All others use the user’s time zone.
 */
export function createFormats(language: Language) {
  const tag = tags[language];
  const count = new Intl.NumberFormat(tag);
  // 17 significant digits tell every number of JavaScript from all others.
  const exact = new Intl.NumberFormat(tag, { maximumSignificantDigits: 17 });
  const decimal = new Intl.NumberFormat(tag, { maximumSignificantDigits: 2 });
  const compact = new Intl.NumberFormat(tag, { notation: 'compact' });
  const percent = new Intl.NumberFormat(tag, { style: 'percent' });
  const moment = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'medium' });
  const shortMoment = new Intl.DateTimeFormat(tag, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  const yearMoment = new Intl.DateTimeFormat(tag, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
  const time = new Intl.DateTimeFormat(tag, { hour: '2-digit', minute: '2-digit' });
  const dayOf = (options: Intl.DateTimeFormatOptions) => {
    // The days are in UTC. In another time zone the same instant may be on another day.
    const format = new Intl.DateTimeFormat(tag, { ...options, timeZone: 'UTC' });
    return (date: string) => format.format(new Date(date));
  };
  const day = new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'short' });
  const date = new Intl.DateTimeFormat(tag, { dateStyle: 'medium' });
  const relative = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' });
  const rules = new Intl.PluralRules(tag);
  const list = new Intl.ListFormat(tag, { type: 'conjunction' });
  const choice = new Intl.ListFormat(tag, { type: 'disjunction' });
  return {
    tag,
    count: (value: number) => count.format(value),
    /** Returns a stored number with all its digits. */
    exact: (value: number) => exact.format(value),
    /** Returns a number with at most two significant digits: `0.12`, `3.4`, `27`. */
    decimal: (value: number) => decimal.format(value),
    compact: (value: number) => compact.format(value),
    percent: (share: number) => percent.format(share),
    /** Returns a number with its noun: `1 record`, `2,000 records`. */
    plural: (value: number, noun: Noun) =>
      `${count.format(value)} ${rules.select(value) === 'one' ? noun.one : noun.other}`,
    choice: (words: readonly string[]) => choice.format(words),
    list: (words: readonly string[]) => list.format(words),
    /** Returns day and time to the second. */
    moment: (instant: string) => moment.format(new Date(instant)),
    /** Returns the day of an instant, with its year. */
    date: (instant: string) => date.format(new Date(instant)),
    /** Returns a day in UTC, with its year. The day is given as `2026-01-31` or as an instant. */
    calendarDay: dayOf({ day: 'numeric', month: 'short', year: 'numeric' }),
    /** Returns day and time to the minute, with the year if it is not the year of `now`. */
    shortMoment(instant: string, now = new Date()) {
      const at = new Date(instant);
      const isThisYear = at.getFullYear() === now.getFullYear();
      return (isThisYear ? shortMoment : yearMoment).format(at);
    },
    /** Returns a size in the largest unit that fits: `48.2 kB`. */
    bytes(count: number) {
      const [unit, size] = byteUnits.findLast(([, each]) => count >= each) ?? byteUnits[0];
      return new Intl.NumberFormat(tag, {
        style: 'unit',
        unit,
        maximumFractionDigits: 1,
      }).format(count / size);
    },
    /** Returns hours and minutes if the instant is on the same day as `now`, otherwise the day. */
    brief(instant: string, now: Date) {
      const at = new Date(instant);
      return at.toDateString() === now.toDateString() ? time.format(at) : day.format(at);
    },
    /**
     * Returns a day in UTC, without its year. The day is given as `2026-01-31` or as an instant.
     */
    utcDay: dayOf({ day: 'numeric', month: 'short' }),
    utcLongDay: dayOf({ weekday: 'short', day: 'numeric', month: 'long' }),
    /**
     * Returns the distance of an instant from now: `in 3 days`, `2 hours ago`. If the distance is
     * 24 hours or more, it is counted in calendar days, so that `tomorrow` is the next day of the
     * calendar.
     */
    distance(instant: string, now: Date) {
      const at = new Date(instant);
      const ms = at.getTime() - now.getTime();
      const [unit, size] = units.findLast(([, each]) => Math.abs(ms) >= each) ?? units[0];
      if (unit === 'day') return relative.format(daysBetween(now, at), unit);
      return relative.format(Math.trunc(ms / size), unit);
    },
  };
}

export type Formats = ReturnType<typeof createFormats>;
