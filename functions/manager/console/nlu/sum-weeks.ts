import type { NluAccuracy } from '#shared/client/schemas.ts';

type Item = NluAccuracy['items'][number];

/** The results of the reviews of a week’s messages. */
export type WeekFigures = {
  readonly week: string;
  readonly right: number;
  readonly wrong: number;
  readonly corrected: number;
  /** The number of all reviewed messages; never 0. */
  readonly reviewed: number;
};

/**
 * Returns the figures of each week, of one intent or summed over all intents. The latest week comes
 * first.
 */
export function sumWeeks(
  items: readonly Item[],
  intent: string | undefined,
  weeksMax: number,
): WeekFigures[] {
  const weeks = new Map<string, WeekFigures>();
  for (const item of items) {
    if (intent !== undefined && item.intent !== intent) continue;
    for (const { week, right, wrong, corrected } of item.weeks) {
      const sum = weeks.get(week) ?? { week, right: 0, wrong: 0, corrected: 0, reviewed: 0 };
      weeks.set(week, {
        week,
        right: sum.right + right,
        wrong: sum.wrong + wrong,
        corrected: sum.corrected + corrected,
        reviewed: sum.reviewed + right + wrong + corrected,
      });
    }
  }
  return [...weeks.values()]
    .toSorted((one, other) => (one.week < other.week ? 1 : -1))
    .slice(0, weeksMax);
}
