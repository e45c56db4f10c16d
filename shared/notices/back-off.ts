import { microsPerSecond } from '#shared/base/time/instant.ts';

const firstPause = 60 * microsPerSecond;
const longestPause = 6 * 3_600 * microsPerSecond;

/**
 * How long a notice waits after an attempt: a minute at first, twice as long each time, and six hours
 * at most; a fifth more or less, so that not all come back at once.
 * @param attempts how many there were, this one included
 * @param random a number from 0 to 1, without 1
 */
export function pauseAfter(attempts: number, random: number): number {
  const pause = Math.min(longestPause, firstPause * 2 ** Math.min(attempts - 1, 20));
  return Math.round(pause * (0.8 + 0.4 * random));
}
