import { packNumbers, unpackNumbers } from '#shared/base/numbers/packed-numbers.ts';
import { formatDay, type Instant, microsPerDay } from '#shared/base/time/instant.ts';

/**
 * The results of the reviews of a week's messages. `week` is the number of weeks since the Monday
 * before 1 January 1970.
 */
export type WeekCounts = {
  readonly week: number;
  readonly right: number;
  readonly wrong: number;
  readonly corrected: number;
};

export type Verdict = 'right' | 'wrong' | 'corrected';

/** The number of weeks that are kept: two years. */
export const weeksKept = 104;

/** 1 January 1970 was a Thursday, three days after a Monday. */
const daysBefore = 3;

/** The week of an instant; weeks begin on Mondays, in UTC. */
export function weekOf(instant: Instant): number {
  return Math.floor((Math.floor(instant / microsPerDay) + daysBefore) / 7);
}

/** The Monday on which a week begins, for example `2026-11-23`. */
export function mondayOf(week: number): string {
  return formatDay((week * 7 - daysBefore) * microsPerDay);
}

/** A change of a week's counts: a review is added or removed. */
export type CountChange = {
  readonly week: number;
  readonly verdict: Verdict;
  readonly by: 1 | -1;
};

/** Removes weeks that are too old, and empty weeks. */
export function keptWeeks(counts: readonly WeekCounts[], now: Instant): WeekCounts[] {
  const first = weekOf(now) - weeksKept;
  return counts.filter(
    ({ week, right, wrong, corrected }) => week > first && right + wrong + corrected > 0,
  );
}

/** The counts after changes, in the order of the weeks. No count becomes less than zero. */
export function changeCounts(
  counts: readonly WeekCounts[],
  changes: readonly CountChange[],
): WeekCounts[] {
  const weeks = new Map(counts.map((each) => [each.week, { ...each }]));
  for (const { week, verdict, by } of changes) {
    const found = weeks.get(week) ?? { week, right: 0, wrong: 0, corrected: 0 };
    weeks.set(week, { ...found, [verdict]: Math.max(0, found[verdict] + by) });
  }
  return [...weeks.values()].toSorted((one, other) => one.week - other.week);
}

/** Packs counts into about seven bytes for each week. */
export function packWeeks(counts: readonly WeekCounts[]): Uint8Array {
  return packNumbers(
    counts.flatMap(({ week, right, wrong, corrected }) => [week, right, wrong, corrected]),
  );
}

/** The inverse of {@link packWeeks}. */
export function unpackWeeks(bytes: Uint8Array): WeekCounts[] {
  const numbers = unpackNumbers(bytes);
  return Array.from({ length: numbers.length / 4 }, (_, index) => {
    const [week = 0, right = 0, wrong = 0, corrected = 0] = numbers.slice(index * 4);
    return { week, right, wrong, corrected };
  });
}
