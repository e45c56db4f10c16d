import { microsPerSecond } from '#shared/base/time/instant.ts';

const firstPause = 60 * microsPerSecond;
const longestPause = 6 * 3_600 * microsPerSecond;

/**
 * The pause after an attempt to deliver a notice. The first pause is a minute. Each further pause
 * is twice as long, but at most six hours. Up to a fifth of the pause is added or subtracted at
 * random, so that not all notices are sent again at the same time.
 * @param attempts the number of attempts so far
 * @param random a number from 0 to less than 1
 */
export function pauseAfter(attempts: number, random: number): number {
  const pause = Math.min(longestPause, firstPause * 2 ** Math.min(attempts - 1, 20));
  return Math.round(pause * (0.8 + 0.4 * random));
}
