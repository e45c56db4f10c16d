import { createHash } from 'node:crypto';

/** Makes bytes that depend only on a seed. */
export function drawBytes(seed: string): (count: number) => Uint8Array {
  let drawn = 0;
  return (count) => {
    drawn += 1;
    return createHash('shake256', { outputLength: count }).update(`${seed} ${drawn}`).digest();
  };
}
