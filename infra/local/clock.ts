import type { Clock } from '#shared/base/time/clock.ts';
import { microsPerMilli } from '#shared/base/time/instant.ts';

/**
 * The clock of the whole local stack. After somebody has moved the clock, it continues from the
 * new time.
 */
export interface LocalClock {
  /** The time in microseconds, for functions. */
  now: Clock;
  /** The time in milliseconds, for the Scheduler emulator. */
  nowMs(): number;
  /**
   * Moves the clock to a time in milliseconds.
   * @returns false if the stack cannot work with that time; then the clock does not change
   */
  setMs(time: number): boolean;
  reset(): void;
  /**
   * The latest time in milliseconds that the clock had shown before it was set back. Undefined if
   * the clock was never set back, or if it has passed that time again.
   */
  setBackFromMs(): number | undefined;
  /**
   * Calls the listener each time the clock is moved. After a move, values in caches may have
   * expired.
   */
  readonly onMoved: (listener: () => void) => void;
}

// The stack accepts the years 2000 to 2199. No data is from an earlier year. For much later years,
// a number cannot represent microseconds exactly.
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
