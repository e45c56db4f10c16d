import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BoundedMap } from './bounded-map.ts';

test('a full map drops the entry that was least recently used', () => {
  const map = new BoundedMap<string, number>(2);
  map.set('a', 1);
  map.set('b', 2);
  expect(map.get('a')).toBe(1);
  map.set('c', 3);
  expect([map.get('a'), map.get('b'), map.get('c')]).toEqual([1, undefined, 3]);
  map.set('a', 4);
  map.set('d', 5);
  expect([map.get('a'), map.get('c'), map.get('d')]).toEqual([4, undefined, 5]);
});

test('a map does not contain a deleted entry, and is empty after it was cleared', () => {
  const map = new BoundedMap<string, number>(3);
  map.set('a', 1);
  map.set('b', 2);
  map.delete('a');
  expect([map.get('a'), map.get('b'), map.size]).toEqual([undefined, 2, 1]);
  map.clear();
  expect([map.get('b'), map.size]).toEqual([undefined, 0]);
});

test('a map never has more entries than its constructor allows, and never returns the value of another key', () => {
  const step = fc.tuple(fc.constantFrom('set', 'get', 'delete'), fc.integer({ min: 0, max: 9 }));
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5 }),
      fc.array(step, { maxLength: 60 }),
      (size, steps) => {
        const map = new BoundedMap<number, string>(size);
        for (const [what, key] of steps) {
          if (what === 'set') map.set(key, `value of ${key}`);
          else if (what === 'delete') map.delete(key);
          else expect([`value of ${key}`, undefined]).toContain(map.get(key));
          expect(map.size).toBeLessThanOrEqual(size);
        }
      },
    ),
  );
});
