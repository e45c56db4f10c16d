/** The last day of a curve. A curve begins with day 0, which is today. */
export const curveDays = 30;

/** Counts the documents of today that will still be stored on a later day. Today is day 0. */
export type ValueOn = (day: number) => Promise<number>;

async function fill(valueOn: ValueOn, values: number[], from: number, to: number): Promise<void> {
  if (to - from < 2) return;
  const [first, last] = [values[from] ?? 0, values[to] ?? 0];
  if (first === last) {
    values.fill(first, from + 1, to);
    return;
  }
  const middle = (from + to) >> 1;
  values[middle] = await valueOn(middle);
  await Promise.all([fill(valueOn, values, from, middle), fill(valueOn, values, middle, to)]);
}

/**
 * Returns the number of documents on each day. The numbers never rise from one day to the next,
 * because only documents that exist today are counted. So if two days have equal numbers, all days
 * between them have the same number. If two days have different numbers, the function counts on the
 * day in the middle, and repeats this for both halves. This needs at most one count for each day.
 */
export async function curveOf(valueOn: ValueOn): Promise<number[]> {
  const values = Array.from({ length: curveDays + 1 }, () => 0);
  const [first, last] = await Promise.all([valueOn(0), valueOn(curveDays)]);
  values[0] = first;
  values[curveDays] = last;
  await fill(valueOn, values, 0, curveDays);
  return values;
}
