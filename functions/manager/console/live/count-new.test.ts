import { expect, it } from 'vitest';
import { countNew } from './use-readers-place.ts';

it('counts what came behind the last known message, and nothing when older ones were read', () => {
  expect(countNew(['a', 'b', 'c', 'd'], 'b')).toBe(2);
  expect(countNew(['x', 'a', 'b'], 'b')).toBe(0);
});

it('counts nothing when the last known message is gone', () => {
  expect(countNew(['a', 'c'], 'b')).toBe(0);
});
