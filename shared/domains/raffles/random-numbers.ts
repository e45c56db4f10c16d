export type RandomBytes = (count: number) => Uint8Array;

const bytes = 6;
const span = 2 ** (8 * bytes);

function randomInteger(randomBytes: RandomBytes): number {
  const drawn = randomBytes(bytes);
  return Buffer.from(drawn.buffer, drawn.byteOffset, bytes).readUIntBE(0, bytes);
}

/** Whether something of the given chance (0 to 1) happens, to 48 bits. */
export function happens(randomBytes: RandomBytes, chance: number): boolean {
  return randomInteger(randomBytes) < chance * span;
}

/** A whole number from 0 up to, and without, `limit` (at most 2^40); each as likely as any other. */
export function randomBelow(randomBytes: RandomBytes, limit: number): number {
  const fair = span - (span % limit);
  for (;;) {
    const drawn = randomInteger(randomBytes);
    // What would make the first numbers likelier is drawn again.
    if (drawn < fair) return drawn % limit;
  }
}
