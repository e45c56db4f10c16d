import { expect, it } from 'vitest';
import { countNew } from './use-readers-place.ts';

it('messages after the last known one are counted, and newly loaded older messages are not', () => {
  expect(countNew(['a', 'b', 'c', 'd'], 'b')).toBe(2);
  expect(countNew(['x', 'a', 'b'], 'b')).toBe(0);
});

it('no message is counted if the last known one was deleted', () => {
  expect(countNew(['a', 'c'], 'b')).toBe(0);
});
