import { createHash } from 'node:crypto';

/** Returns a function that makes bytes. The same seed gives the same sequence of bytes. */
export function drawBytes(seed: string): (count: number) => Uint8Array {
  let drawn = 0;
  return (count) => {
    drawn += 1;
    return createHash('shake256', { outputLength: count }).update(`${seed} ${drawn}`).digest();
  };
}
