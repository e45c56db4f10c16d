export type RandomBytes = (count: number) => Uint8Array;

const bytes = 6;
const span = 2 ** (8 * bytes);

function randomInteger(randomBytes: RandomBytes): number {
  const drawn = randomBytes(bytes);
  return Buffer.from(drawn.buffer, drawn.byteOffset, bytes).readUIntBE(0, bytes);
}

/**
 * Decides at random whether an event with the given chance (0 to 1) happens, with a precision of 48
 * bits.
 */
export function happens(randomBytes: RandomBytes, chance: number): boolean {
  return randomInteger(randomBytes) < chance * span;
}

/**
 * Returns a whole number from 0 to `limit` - 1 (`limit` is at most 2^40). All numbers are equally
 * likely.
 */
export function randomBelow(randomBytes: RandomBytes, limit: number): number {
  const fair = span - (span % limit);
  for (;;) {
    const drawn = randomInteger(randomBytes);
    // Values at or above the last full multiple of `limit` would make small results more likely. If
    // such a value is drawn, another value is drawn in its place.
    if (drawn < fair) return drawn % limit;
  }
}
