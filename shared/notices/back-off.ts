import { microsPerSecond } from '#shared/base/time/instant.ts';

const firstPause = 60 * microsPerSecond;
const longestPause = 6 * 3_600 * microsPerSecond;

/**
 * How long a notice waits after an attempt. The pause is a minute at first, doubles each time, and
 * is at most six hours. Up to a fifth is added or subtracted at random, so that notices do not
 * return together.
 * @param attempts the number of attempts, this one included
 * @param random a number from 0 to 1, without 1
 */
export function pauseAfter(attempts: number, random: number): number {
  const pause = Math.min(longestPause, firstPause * 2 ** Math.min(attempts - 1, 20));
  return Math.round(pause * (0.8 + 0.4 * random));
}
