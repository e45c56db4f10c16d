import { type Instant, microsPerMilli, microsPerSecond } from './instant.ts';

/** The source of the time. It is injected, so that tests and the local stack can move it. */
export type Clock = () => Instant;

/** The machine's clock. */
export const systemClock: Clock = () => Date.now() * microsPerMilli;

/**
 * Gives `count` creation instants in a row, and returns the first of them. Within one process, each
 * is at least a microsecond later than the one before. So records keep their order, also within a
 * batch. There is one exception: the clock was set back by more than a second.
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
