import type { Instant } from '../time/instant.ts';
import { type RunLater, repeatLater, runLater } from '../time/run-later.ts';
import { BoundedMap } from './bounded-map.ts';

type Aged<V> = { readonly value: V; readonly since: Instant };

/** Values in memory, such as secrets, each for a limited time. */
export type AgingMap<V> = {
  /** The value, unless it is too old or the clock was set back. */
  get(key: string): V | undefined;
  /** @param since the instant from which the age of the value counts */
  set(key: string, value: V, since: Instant): void;
};

/**
 * Keeps a limited number of values, each until it reaches the age `ageMicros`. A timer drops older
 * values from memory, at most a quarter of that age later, even if no caller comes.
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
