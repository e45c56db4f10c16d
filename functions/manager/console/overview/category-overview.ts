import type { StorageOverview } from '#shared/client/schemas.ts';

export type CategoryOverview = StorageOverview['categories'][number];

/** Returns the CSS colour of a category. A thirteenth category gets the colour of the first. */
export function seriesColour({ number }: Pick<CategoryOverview, 'number'>): string {
  return `var(--series-${((number - 1) % 12) + 1})`;
}
