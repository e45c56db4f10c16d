import { type Instant, microsPerMilli, microsPerSecond } from './instant.ts';

/**
 * Returns the present instant. It is passed as a dependency, so that tests and the local stack can
 * set another time.
 */
export type Clock = () => Instant;

/** The machine's clock. */
export const systemClock: Clock = () => Date.now() * microsPerMilli;

/**
 * Each call reserves `count` consecutive creation instants, a microsecond apart, and returns the
 * first of them. Within one process, each reserved instant is later than all before it. So records
 * keep their order, also within a batch. The exception: if the clock was set back by more than a
 * second, the new instants are earlier.
 */
export function createInstantSequence(clock: Clock): (count: number) => Instant {
  let last = 0;
  return (count) => {
    const now = clock();
    const first = now > last || last - now > microsPerSecond ? now : last + 1;
    last = first + count - 1;
    return first;
  };
}
