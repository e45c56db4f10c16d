import { packNumbers, unpackNumbers } from '#shared/base/numbers/packed-numbers.ts';
import type { Moment, Tally } from './tally.ts';

/**
 * Packs a tally into about six bytes for each moment: the milliseconds since the previous moment,
 * the length, the number of messages, and the days.
 */
export function packTally(tally: Tally): Uint8Array {
  let before = 0;
  const numbers = tally.flatMap(({ from, to, count, days }) => {
    const since = from - before;
    before = from;
    return [since, to - from, count, days];
  });
  return packNumbers(numbers);
}

/** The inverse of {@link packTally}. */
export function unpackTally(bytes: Uint8Array): Tally {
  const numbers = unpackNumbers(bytes);
  const tally: Moment[] = [];
  for (let at = 0; at < numbers.length; at += 4) {
    const [since = 0, lasts = 0, count = 0, days = 0] = numbers.slice(at, at + 4);
    const from = (tally.at(-1)?.from ?? 0) + since;
    tally.push({ from, to: from + lasts, count, days });
  }
  return tally;
}
