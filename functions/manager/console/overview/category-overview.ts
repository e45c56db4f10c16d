import type { StorageOverview } from '#shared/client/schemas.ts';

export type CategoryOverview = StorageOverview['categories'][number];

/** The CSS colour of a category, in light and dark. A thirteenth category gets the first colour. */
export function seriesColour({ number }: Pick<CategoryOverview, 'number'>): string {
  return `var(--series-${((number - 1) % 12) + 1})`;
}
