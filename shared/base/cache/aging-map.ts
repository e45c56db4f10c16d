import type { Instant } from '../time/instant.ts';
import { type RunLater, repeatLater, runLater } from '../time/run-later.ts';
import { BoundedMap } from './bounded-map.ts';

type Aged<V> = { readonly value: V; readonly since: Instant };

/** Keeps values in memory, for example secrets, each for a limited time. */
export type AgingMap<V> = {
  /**
   * Returns the value. Undefined if it is too old, or if the clock was set back to a time before
   * its `since`.
   */
  get(key: string): V | undefined;
  /** @param since the instant from which the age of the value counts */
  set(key: string, value: V, since: Instant): void;
};

/**
 * Keeps at most `size` values, each until it reaches the age `ageMicros`. A timer removes older
 * values from memory, even if nobody calls the map. A value is removed at most a quarter of
 * `ageMicros` after it has reached this age.
 */
export function createAgingMap<V>(limits: {
  readonly size: number;
  readonly ageMicros: Instant;
  readonly now: () => Instant;
  readonly runLater?: RunLater | undefined;
}): AgingMap<V> {
  const { size, ageMicros, now } = limits;
  const entries = new BoundedMap<string, Aged<V>>(size);
  const isOver = (since: Instant, instant: Instant) =>
    instant < since || instant - since >= ageMicros;
  const dropLater = repeatLater(limits.runLater ?? runLater, ageMicros / 4, () => {
    const instant = now();
    entries.deleteWhere(({ since }) => isOver(since, instant));
    return entries.size > 0;
  });
  return {
    get(key) {
      const found = entries.get(key);
      return found === undefined || isOver(found.since, now()) ? undefined : found.value;
    },
    set(key, value, since) {
      entries.set(key, { value, since });
      dropLater();
    },
  };
}
