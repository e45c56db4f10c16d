import type { Clock } from '#shared/base/time/clock.ts';
import { microsPerMilli } from '#shared/base/time/instant.ts';

/** The clock of the whole local stack; it can be moved and runs on from where it was set. */
export interface LocalClock {
  /** In microseconds, as functions take it. */
  now: Clock;
  /** In milliseconds, as the Scheduler emulator takes it. */
  nowMs(): number;
  /** @returns whether the time is one that the stack can work with; the clock stays as it was if not */
  setMs(time: number): boolean;
  reset(): void;
  /** The latest time in milliseconds at which the clock has stood before it was set back; undefined when that is over. */
  setBackFromMs(): number | undefined;
  /** Calls the listener whenever the clock is set: what was cached before may not hold then. */
  readonly onMoved: (listener: () => void) => void;
}

// Before, nothing was stored; after, instants in microseconds would come close to losing digits.
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
