import { packNumbers, unpackNumbers } from '#shared/base/numbers/packed-numbers.ts';
import type { Moment, Tally } from './tally.ts';

/** Caches the tally of packed bytes, so that the tally of a cached head is not unpacked again. */
const unpacked = new WeakMap<Uint8Array, Tally>();

/**
 * Packs a tally into about six bytes for each moment: the milliseconds since the previous moment
 * began, the length of the moment in milliseconds, the number of messages, and the retention in
 * days.
 */
export function packTally(tally: Tally): Uint8Array {
  let before = 0;
  const numbers: number[] = [];
  for (const { from, to, count, days } of tally) {
    numbers.push(from - before, to - from, count, days);
    before = from;
  }
  const packed = packNumbers(numbers);
  unpacked.set(packed, tally);
  return packed;
}

/** The inverse of {@link packTally}. */
export function unpackTally(bytes: Uint8Array): Tally {
  const known = unpacked.get(bytes);
  if (known !== undefined) return known;
  const numbers = unpackNumbers(bytes);
  const tally: Moment[] = [];
  let from = 0;
  for (let at = 0; at < numbers.length; at += 4) {
    const [since = 0, lasts = 0, count = 0, days = 0] = numbers.slice(at, at + 4);
    from += since;
    tally.push({ from, to: from + lasts, count, days });
  }
  return tally;
}
