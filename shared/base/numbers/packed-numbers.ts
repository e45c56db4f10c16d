const base = 128;

/**
 * Packs whole numbers from 0 to 2^53 - 1, with seven bits in each byte, the lowest bits first. The
 * highest bit of a byte is 1 if another byte follows (LEB128).
 */
export function packNumbers(values: Iterable<number>): Uint8Array {
  const bytes: number[] = [];
  for (const value of values) {
    let rest = value;
    while (rest >= base) {
      const high = Math.floor(rest / base);
      bytes.push(rest - high * base + base);
      rest = high;
    }
    bytes.push(rest);
  }
  return Uint8Array.from(bytes);
}

/** The inverse of {@link packNumbers}. */
export function unpackNumbers(bytes: Uint8Array): number[] {
  const values: number[] = [];
  let [value, place] = [0, 1];
  for (const byte of bytes) {
    value += (byte % base) * place;
    place *= base;
    if (byte >= base) continue;
    values.push(value);
    [value, place] = [0, 1];
  }
  return values;
}
