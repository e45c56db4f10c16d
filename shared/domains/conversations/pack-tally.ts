import type { Moment, Tally } from './tally.ts';

const base = 128;

/**
 * Appends a whole number, seven bits a byte, the lowest first. The highest bit of a byte says that
 * more follows (LEB128).
 */
function append(bytes: number[], value: number): void {
  let rest = value;
  for (; rest >= base; rest = Math.floor(rest / base)) bytes.push((rest % base) + base);
  bytes.push(rest);
}

function* numbersIn(bytes: Uint8Array): Generator<number, void> {
  let [value, place] = [0, 1];
  for (const byte of bytes) {
    value += (byte % base) * place;
    place *= base;
    if (byte >= base) continue;
    yield value;
    [value, place] = [0, 1];
  }
}

/**
 * Packs a tally into about six bytes a moment: milliseconds since the moment before, its length,
 * messages, and days.
 */
export function packTally(tally: Tally): Uint8Array {
  const bytes: number[] = [];
  let before = 0;
  for (const { from, to, count, days } of tally) {
    for (const value of [from - before, to - from, count, days]) append(bytes, value);
    before = from;
  }
  return Uint8Array.from(bytes);
}

/** The inverse of {@link packTally}. */
export function unpackTally(bytes: Uint8Array): Tally {
  const numbers = [...numbersIn(bytes)];
  const tally: Moment[] = [];
  for (let at = 0; at < numbers.length; at += 4) {
    const [since = 0, lasts = 0, count = 0, days = 0] = numbers.slice(at, at + 4);
    const from = (tally.at(-1)?.from ?? 0) + since;
    tally.push({ from, to: from + lasts, count, days });
  }
  return tally;
}
