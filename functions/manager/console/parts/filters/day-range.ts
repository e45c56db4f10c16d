/** Days of the reader’s calendar, both included. */
export type DayRange = { readonly from?: string | undefined; readonly to?: string | undefined };

/** When a day begins in the reader’s time zone, some days on. */
function startOf(day: string, daysOn = 0): string {
  const at = new Date(`${day}T00:00`);
  at.setDate(at.getDate() + daysOn);
  return at.toISOString();
}

/** The range as lists of the API take it: from the first instant, and before the last day’s end. */
export function createdBetween({ from, to }: DayRange) {
  return {
    ...(from !== undefined && { created_after: startOf(from) }),
    ...(to !== undefined && { created_before: startOf(to, 1) }),
  };
}
