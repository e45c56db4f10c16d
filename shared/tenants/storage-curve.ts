/** How many days ahead the curves reach. */
export const curveDays = 30;

/** How many documents are stored on each day, from today on. */
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
 * A curve that never rises. If two days have equal counts, the days between need no query. So the
 * curve is found by halving, with at most one query for each day.
 */
export async function curveOf(valueOn: ValueOn): Promise<number[]> {
  const values = Array.from({ length: curveDays + 1 }, () => 0);
  const [first, last] = await Promise.all([valueOn(0), valueOn(curveDays)]);
  values[0] = first;
  values[curveDays] = last;
  await fill(valueOn, values, 0, curveDays);
  return values;
}
