import type { StorageOverview } from '#shared/client/schemas.ts';
import type { CategoryOverview } from './category-overview.ts';

/** The records that expire on one day, by category. */
export type ExpiryDay = {
  readonly date: string;
  readonly total: number;
  readonly parts: readonly { readonly category: CategoryOverview; readonly count: number }[];
};

/** Regroups the figures by day: for each day, how many records of each category expire. */
export function listExpiryDays({ categories }: StorageOverview): ExpiryDay[] {
  const dates = categories[0]?.expires.map(({ date }) => date) ?? [];
  return dates.map((date, index) => {
    const parts = categories.map((category) => ({
      category,
      count: category.expires[index]?.count ?? 0,
    }));
    return { date, parts, total: parts.reduce((total, { count }) => total + count, 0) };
  });
}

/** Returns the categories with records that expire on the days of the overview. */
export function listExpiring({ categories }: StorageOverview): CategoryOverview[] {
  return categories.filter(({ expires }) => expires.some(({ count }) => count > 0));
}
