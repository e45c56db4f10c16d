/** The fields of a record that the list needs. */
export type Listed = { readonly id: string; readonly expires_at?: string | null };

/** Adds newer records in front of a list. Each record appears once, in its latest state. */
export function mergeNewer<T extends Listed>(
  known: readonly T[],
  newer: readonly T[],
): readonly T[] {
  if (newer.length === 0) return known;
  const ids = new Set(newer.map(({ id }) => id));
  return [...newer, ...known.filter(({ id }) => !ids.has(id))];
}

/**
 * Returns the records that have not expired. If no record has expired, it returns the same array,
 * so that the page redraws nothing.
 */
export function dropExpired<T extends Listed>(items: readonly T[], now: Date): readonly T[] {
  const isAlive = ({ expires_at }: T) =>
    typeof expires_at !== 'string' || Date.parse(expires_at) > now.getTime();
  return items.every(isAlive) ? items : items.filter(isAlive);
}
