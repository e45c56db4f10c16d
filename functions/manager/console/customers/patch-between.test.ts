import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergePatch } from '#shared/records/merge-patch.ts';
import { patchBetween, type Values } from './patch-between.ts';

const key = fc.constantFrom('a', 'b', 'c', 'constructor');
const { values } = fc.letrec<{ value: unknown; values: Values }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.integer(),
    fc.string(),
    fc.array(fc.integer()),
    tie('values'),
  ),
  values: fc.dictionary(key, tie('value'), { maxKeys: 3 }),
}));

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

test('the patch leaves out a value that another person has set meanwhile, so this value stays', () => {
  const patch = patchBetween({ city: 'Ulm', size: 3 }, { city: 'Bonn' });
  expect(mergePatch({ city: 'Ulm', size: 3, theirs: true }, patch)).toEqual({
    city: 'Bonn',
    theirs: true,
  });
});
