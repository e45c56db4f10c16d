import type { StorageOverview } from '#shared/client/schemas.ts';

/** The number of days that «within 7 days» covers, including today. */
const soonDays = 7;

type Figures = {
  readonly live: number;
  readonly today: number;
  readonly soon: number;
  readonly overdue: number;
  readonly inUse: number;
};

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

/** Sums up the stored records of all categories. */
export function sumFigures({ categories }: StorageOverview): Figures {
  const expiring = (days: number) =>
    sum(categories.flatMap(({ expires }) => expires.slice(0, days).map(({ count }) => count)));
  return {
    live: sum(categories.map(({ live }) => live)),
    today: expiring(1),
    soon: expiring(soonDays),
    overdue: sum(categories.map(({ overdue }) => overdue)),
    inUse: categories.filter(({ live, overdue }) => live + overdue > 0).length,
  };
}
