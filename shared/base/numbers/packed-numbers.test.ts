import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packNumbers, unpackNumbers } from './packed-numbers.ts';

test('unpacking returns the numbers that were packed, and a number below 128 takes one byte', () => {
  fc.assert(
    fc.property(fc.array(fc.maxSafeNat()), (values) => {
      expect(unpackNumbers(packNumbers(values))).toEqual(values);
    }),
  );
  expect(packNumbers([0, 127, 128])).toHaveLength(4);
});
