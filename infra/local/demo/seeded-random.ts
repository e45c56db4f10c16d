/**
 * Random numbers that are the same at every start. So every start writes the same people and texts.
 */
export interface SeededRandom {
  /** Returns a number from 0 to 1. It may be 0, but never 1. */
  next(): number;
  /** Returns a whole number from `low` to `high`. It may be `low` or `high`. */
  between(low: number, high: number): number;
  pick<T>(values: readonly T[]): T;
}

/**
 * Uses the algorithm Mulberry32: its code is short, and its numbers are uniform enough for a demo.
 */
export function createSeededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    pick<T>(values: readonly T[]): T {
      const value = values[Math.floor(next() * values.length)];
      if (value === undefined) throw new Error('there is no value to pick');
      return value;
    },
  };
}
