/** The first and the last day of a range, in the user’s calendar. The range includes both days. */
export type DayRange = { readonly from?: string | undefined; readonly to?: string | undefined };

/** Returns the day of an instant in the user’s time zone: `2026-01-31`. */
export function dayAt(at: Date): string {
  const parts = [at.getFullYear(), at.getMonth() + 1, at.getDate()];
  return parts.map((part) => String(part).padStart(2, '0')).join('-');
}

/** Returns when the day that is `daysOn` days after `day` begins in the user’s time zone. */
function startOf(day: string, daysOn = 0): string {
  const at = new Date(`${day}T00:00`);
  at.setDate(at.getDate() + daysOn);
  return at.toISOString();
}

/**
 * Returns the range as the lists of the API expect it: from the first day's beginning, and before
 * the last day’s end.
 */
export function createdBetween({ from, to }: DayRange) {
  return {
    ...(from !== undefined && { created_after: startOf(from) }),
    ...(to !== undefined && { created_before: startOf(to, 1) }),
  };
}
