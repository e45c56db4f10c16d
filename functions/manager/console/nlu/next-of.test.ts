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
  'if %j of the messages a, b and c are reviewed while %s is open, then %s opens or stays open',
  (reviewed, opened, next) => {
    expect(nextOf(ids, reviewed, opened)).toBe(next);
  },
);
