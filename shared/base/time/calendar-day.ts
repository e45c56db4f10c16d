/**
 * A day of the calendar as `YYYY-MM-DD`, without a time zone. Days that are sorted as texts are in
 * the order of the calendar.
 */
export type Day = string;

const millisPerDay = 86_400_000;

/**
 * The instant in milliseconds at which a day begins in UTC. It is used only to calculate with days.
 */
function millisOf(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`);
}

function dayAt(millis: number): Day {
  return new Date(millis).toISOString().slice(0, 10);
}

/** True if a text is an existing day in the years 1000 to 9999. */
export function isDay(text: string): boolean {
  if (!/^[1-9]\d{3}-\d{2}-\d{2}$/.test(text)) return false;
  const millis = millisOf(text);
  return Number.isFinite(millis) && dayAt(millis) === text;
}

export function addDays(day: Day, days: number): Day {
  return dayAt(millisOf(day) + days * millisPerDay);
}

/** The number of days from `from` to `to`. It is negative if `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((millisOf(to) - millisOf(from)) / millisPerDay);
}

/**
 * Adds months to a day. If the resulting month is too short for the day, returns its last day
 * (Regulation (EEC, Euratom) No 1182/71, Art. 3(2)(c)).
 */
export function addMonths(day: Day, months: number): Day {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return dayAt(Date.UTC(year, month - 1 + months, Math.min(date, last)));
}

/**
 * Returns the next Monday for a Saturday or Sunday, and any other day unchanged. It does not
 * consider public holidays.
 */
export function workingDayFrom(day: Day): Day {
  const weekday = new Date(millisOf(day)).getUTCDay();
  if (weekday === 6) return addDays(day, 2);
  return weekday === 0 ? addDays(day, 1) : day;
}
