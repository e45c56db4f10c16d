import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packNumbers, unpackNumbers } from './packed-numbers.ts';

test('whole numbers are the same after packing and unpacking, and numbers below 128 take one byte each', () => {
  fc.assert(
    fc.property(fc.array(fc.maxSafeNat()), (values) => {
      expect(unpackNumbers(packNumbers(values))).toEqual(values);
    }),
  );
  expect(packNumbers([0, 127, 128])).toHaveLength(4);
});
