const base = 128;
/** The most bytes of a number: 53 bits, seven in each byte. */
const bytesMax = 8;

/**
 * Packs whole numbers from 0 to 2^53 - 1, with seven bits in each byte, the lowest bits first. The
 * highest bit of a byte is 1 if another byte follows (LEB128).
 */
export function packNumbers(values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(values.length * bytesMax);
  let end = 0;
  for (const value of values) {
    let rest = value;
    while (rest >= base) {
      const high = Math.floor(rest / base);
      bytes[end] = rest - high * base + base;
      end += 1;
      rest = high;
    }
    bytes[end] = rest;
    end += 1;
  }
  return bytes.slice(0, end);
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
