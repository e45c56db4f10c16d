import { expect, test } from 'vitest';
import { createAgingMap } from './aging-map.ts';

function createFixture() {
  const clock = { now: 1_000 };
  const timer: { micros: number; work: (() => void) | undefined } = { micros: 0, work: undefined };
  const map = createAgingMap<object>({
    size: 2,
    ageMicros: 400,
    now: () => clock.now,
    runLater: (micros, work) => void Object.assign(timer, { micros, work }),
  });
  /** Runs the work of the waiting timer, as if its time had come. */
  const ring = () => {
    const { work } = timer;
    timer.work = undefined;
    work?.();
  };
  return { clock, timer, map, ring };
}

test('a value can be read until it reaches the age `ageMicros`, but not after the clock was set back to a time before the value', () => {
  const { clock, map } = createFixture();
  const value = {};
  map.set('a', value, clock.now);
  clock.now += 399;
  expect(map.get('a')).toBe(value);
  clock.now += 1;
  expect(map.get('a')).toBeUndefined();
  clock.now -= 401;
  expect(map.get('a')).toBeUndefined();
});

test('a timer drops old values that nobody asks for, and stops when no value is left', () => {
  const { clock, timer, map, ring } = createFixture();
  map.set('a', {}, clock.now);
  expect(timer.micros).toBe(100);
  clock.now += 100;
  const later = {};
  map.set('b', later, clock.now);
  clock.now += 300;
  ring();
  expect(timer.work).toBeDefined();
  // After the clock was set back, the first value is young enough again. But the timer has already
  // dropped it.
  clock.now -= 200;
  expect([map.get('a'), map.get('b')]).toEqual([undefined, later]);
  clock.now += 400;
  ring();
  expect(timer.work).toBeUndefined();
  map.set('c', {}, clock.now);
  expect(timer.work).toBeDefined();
});

test('if there are too many values, the least recently used one is dropped', () => {
  const { clock, map } = createFixture();
  for (const key of ['a', 'b']) map.set(key, {}, clock.now);
  map.get('a');
  map.set('c', {}, clock.now);
  expect(['a', 'b', 'c'].map((key) => map.get(key) !== undefined)).toEqual([true, false, true]);
});
