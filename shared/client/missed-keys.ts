const keysMax = 10_000;

/**
 * The latest 10,000 keys for which a read of this process found no state. Each key has a count of
 * such reads. Before a key is written, `take` reduces the count of this key by one.
 */
export type MissedKeys = {
  readonly miss: (key: string) => void;
  /** Returns true if the count of the key is not 0, and reduces the count by one. */
  readonly take: (key: string) => boolean;
  readonly forget: (key: string) => void;
};

/**
 * Remembers the keys for which a read found no state. The next write of such a key must create the
 * state, and must not replace an existing one. If two simultaneous turns of a bot both find no
 * state, both try to create it. The second of these two writes then fails.
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
