import type { Clock } from '#shared/base/time/clock.ts';
import { microsPerMilli } from '#shared/base/time/instant.ts';

/** The clock of the whole local stack. It can be moved, and then continues from the new time. */
export interface LocalClock {
  /** In microseconds, as functions take it. */
  now: Clock;
  /** In milliseconds, as the Scheduler emulator takes it. */
  nowMs(): number;
  /** @returns whether the stack can work with that time; if not, the clock does not change */
  setMs(time: number): boolean;
  reset(): void;
  /**
   * The latest time in milliseconds before the clock was set back; undefined once the clock has
   * passed it again.
   */
  setBackFromMs(): number | undefined;
  /** Calls the listener whenever the clock is set, because cached values may no longer be valid. */
  readonly onMoved: (listener: () => void) => void;
}

// Nothing was stored before this range. After it, instants in microseconds would be too large to be
// exact.
const earliestMs = Date.UTC(2000, 0);
const latestMs = Date.UTC(2200, 0);

export function createLocalClock(): LocalClock {
  let offsetMs = 0;
  let furthestMs = Number.NEGATIVE_INFINITY;
  const listeners: (() => void)[] = [];
  const move = (toOffsetMs: number) => {
    furthestMs = Math.max(furthestMs, nowMs());
    offsetMs = toOffsetMs;
    for (const listener of listeners) listener();
  };
  const nowMs = () => Date.now() + offsetMs;
  return {
    nowMs,
    now: () => nowMs() * microsPerMilli,
    setMs(time) {
      if (!(time >= earliestMs && time < latestMs)) return false;
      move(Math.round(time) - Date.now());
      return true;
    },
    reset: () => move(0),
    setBackFromMs: () => (furthestMs > nowMs() ? furthestMs : undefined),
    onMoved: (listener) => void listeners.push(listener),
  };
}
