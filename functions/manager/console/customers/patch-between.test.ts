import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergePatch } from '#shared/records/merge-patch.ts';
import { addsNull, patchBetween, type Values } from './patch-between.ts';

const key = fc.constantFrom('a', 'b', 'c', 'constructor');
/** Creates values whose leaves are numbers, texts, lists or `more`. */
const valuesWith = (...more: readonly fc.Arbitrary<unknown>[]) =>
  fc.letrec<{ value: unknown; values: Values }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.integer(),
      fc.string(),
      fc.array(fc.integer()),
      ...more,
      tie('values'),
    ),
    values: fc.dictionary(key, tie('value'), { maxKeys: 3 }),
  })).values;
const values = valuesWith();
const valuesWithNull = valuesWith(fc.constant(null), fc.constant([null, { a: null }]));

test('a patch contains only changed values, and turns the old object into the new one', () => {
  expect(patchBetween({ a: 1, b: { c: 1, d: 2 } }, { b: { c: 1, d: 3 }, e: [1] })).toEqual({
    a: null,
    b: { d: 3 },
    e: [1],
  });
  fc.assert(
    fc.property(values, values, (before, after) => {
      expect(mergePatch(before, patchBetween(before, after))).toEqual(after);
      expect(patchBetween(before, before)).toEqual({});
    }),
  );
});

test('a patch loses only a null that is new in an object', () => {
  fc.assert(
    fc.property(valuesWithNull, valuesWithNull, (before, after) => {
      const merged = mergePatch(before, patchBetween(before, after));
      if (addsNull(before, after)) expect(merged).not.toEqual(after);
      else expect(merged).toEqual(after);
    }),
  );
});

test('a key that another person has added to the same object meanwhile stays', () => {
  const patch = patchBetween({ size: { a: 1, b: 2 } }, { size: { a: 9, b: 2 } });
  expect(mergePatch({ size: { a: 1, b: 2, c: 3 } }, patch)).toEqual({ size: { a: 9, b: 2, c: 3 } });
});

test('the patch leaves out a value that another person has set meanwhile, so this value stays', () => {
  const patch = patchBetween({ city: 'Ulm', size: 3 }, { city: 'Bonn' });
  expect(mergePatch({ city: 'Ulm', size: 3, theirs: true }, patch)).toEqual({
    city: 'Bonn',
    theirs: true,
  });
});
