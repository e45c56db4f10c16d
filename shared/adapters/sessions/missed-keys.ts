const keysMax = 10_000;

/** Keys that were read when nothing was there, and not written since; of the latest 10,000. */
export type MissedKeys = {
  readonly miss: (key: string) => void;
  /** Whether the next write of the key follows such a read, which it takes up. */
  readonly take: (key: string) => boolean;
  readonly forget: (key: string) => void;
};

/**
 * Two turns that find nothing both begin anew. Each of their writes may only create, so that the second is told of
 * the first.
 */
export function createMissedKeys(): MissedKeys {
  const counts = new Map<string, number>();
  const forget = (key: string) => void counts.delete(key);
  return {
    forget,
    miss(key) {
      const count = counts.get(key) ?? 0;
      forget(key);
      counts.set(key, count + 1);
      const [oldest] = counts.keys();
      if (counts.size > keysMax && oldest !== undefined) forget(oldest);
    },
    take(key) {
      const count = counts.get(key) ?? 0;
      if (count > 1) counts.set(key, count - 1);
      else forget(key);
      return count > 0;
    },
  };
}
