/** What the kit needs of a record. */
export type Listed = { readonly id: string; readonly expires_at?: string | null };

/** A list with what has come since in front, the newest first; each record once, as it is now. */
export function mergeNewer<T extends Listed>(
  known: readonly T[],
  newer: readonly T[],
): readonly T[] {
  if (newer.length === 0) return known;
  const ids = new Set(newer.map(({ id }) => id));
  return [...newer, ...known.filter(({ id }) => !ids.has(id))];
}

/** What is still alive; the same list when all of it is, so that nothing is drawn anew. */
export function dropExpired<T extends Listed>(items: readonly T[], now: Date): readonly T[] {
  const isAlive = ({ expires_at }: T) =>
    typeof expires_at !== 'string' || Date.parse(expires_at) > now.getTime();
  return items.every(isAlive) ? items : items.filter(isAlive);
}
