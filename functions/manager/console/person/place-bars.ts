/** The fields of a record in the preview that decide its place on the time axis. */
export type TimedRecord = {
  readonly category: string;
  readonly collection: string;
  readonly created_at: string;
  readonly expires_at: string;
  readonly stays: boolean;
};

/**
 * One bar. Its records are in the same collection, were stored on the same day and expire on the
 * same day. An erasure would keep all of them or none of them.
 */
export type Bar<R extends TimedRecord> = {
  readonly key: string;
  readonly records: readonly [R, ...R[]];
  /** When the first record was stored, in milliseconds. */
  readonly from: number;
  /** The time in milliseconds at which the last record expires. */
  readonly until: number;
};

/** The bars of a category. The bar that expires first is on top. */
export type Lane<R extends TimedRecord> = {
  readonly category: string;
  readonly count: number;
  readonly bars: readonly Bar<R>[];
  /** The number of records that the lane does not show: the last ones to expire. */
  readonly left: number;
};

/** The largest number of bars in a lane. */
export const barsMax = 24;

const dayOf = (instant: string) => instant.slice(0, 10);

function gather<R extends TimedRecord>(records: readonly R[]): Bar<R>[] {
  const together = new Map<string, [R, ...R[]]>();
  for (const record of records) {
    const { collection, created_at, expires_at, stays } = record;
    const key = [collection, dayOf(created_at), dayOf(expires_at), stays].join(' ');
    const known = together.get(key);
    if (known === undefined) together.set(key, [record]);
    else known.push(record);
  }
  return [...together].map(([key, own]) => ({
    key,
    records: own,
    from: Math.min(...own.map((each) => Date.parse(each.created_at))),
    until: Math.max(...own.map((each) => Date.parse(each.expires_at))),
  }));
}

/**
 * Places records on a time axis: a lane for each category in the given order. A bar combines
 * records that were stored on the same day and expire on the same day.
 */
export function placeBars<R extends TimedRecord>(
  records: readonly R[],
  order: readonly string[],
): Lane<R>[] {
  return order.flatMap((category) => {
    const own = records.filter((each) => each.category === category);
    if (own.length === 0) return [];
    const all = gather(own).toSorted(
      (one, other) => one.until - other.until || one.from - other.from,
    );
    const left = all.slice(barsMax).reduce((sum, bar) => sum + bar.records.length, 0);
    return [{ category, count: own.length, bars: all.slice(0, barsMax), left }];
  });
}

/**
 * Returns the beginning and end of an axis that shows all bars and the present, in milliseconds.
 */
export function spanOf(lanes: readonly Lane<TimedRecord>[], now: number) {
  const bars = lanes.flatMap((lane) => lane.bars);
  const from = Math.min(now, ...bars.map((bar) => bar.from));
  const until = Math.max(now, ...bars.map((bar) => bar.until));
  // If all instants are the same, the axis still needs a length.
  return { from, until: Math.max(until, from + 3_600_000) };
}

const dayMs = 24 * 3_600_000;
const steps = [1, 2, 7, 14, 30, 60, 90, 120, 180, 365].map((days) => days * dayMs);

/**
 * Returns the instants that are written below an axis, at most `most`. One of them is the present.
 * The others lie before and after it, at equal distances.
 */
export function ticksOf(
  { from, until }: { from: number; until: number },
  now: number,
  most: number,
) {
  const room = Math.max(1, most - 1);
  const step = steps.find((each) => (until - from) / each <= room) ?? (until - from) / room;
  const first = Math.ceil((from - now) / step);
  const last = Math.floor((until - now) / step);
  return Array.from({ length: last - first + 1 }, (_, at) => now + (first + at) * step);
}
