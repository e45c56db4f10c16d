import { type Instant, microsPerMilli, microsPerSecond } from './instant.ts';

/**
 * Returns the present instant. It is passed as a dependency, so that tests and the local stack can
 * set another time.
 */
export type Clock = () => Instant;

/** The machine's clock. */
export const systemClock: Clock = () => Date.now() * microsPerMilli;

/**
 * Returns a function that reserves `count` consecutive instants for the creation of records, a
 * microsecond apart. It returns the first of them. Within one process, each call reserves later
 * instants than all calls before. So records keep their order, also within a batch. There is one
 * exception: if the clock was set back by more than a second, the new instants are earlier.
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
