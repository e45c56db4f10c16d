import { expect, it } from 'vitest';
import { countNew } from './use-readers-place.ts';

it('counts messages after the last known one, and none if older messages were loaded', () => {
  expect(countNew(['a', 'b', 'c', 'd'], 'b')).toBe(2);
  expect(countNew(['x', 'a', 'b'], 'b')).toBe(0);
});

it('counts nothing if the last known message was deleted', () => {
  expect(countNew(['a', 'c'], 'b')).toBe(0);
});
