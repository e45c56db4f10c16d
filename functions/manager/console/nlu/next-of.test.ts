import { expect, it } from 'vitest';
import { nextOf } from './next-of.ts';

const ids = ['a', 'b', 'c'];

it.each([
  [['b'], 'b', 'c'],
  [['c'], 'c', 'b'],
  [['a', 'b'], 'a', 'c'],
  [['a'], 'b', 'b'],
  [['a'], undefined, 'b'],
  [ids, 'b', undefined],
])(
  'after a review of %j of three messages while %s is open, the next to open is %s',
  (reviewed, opened, next) => {
    expect(nextOf(ids, reviewed, opened)).toBe(next);
  },
);
