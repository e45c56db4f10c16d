import { describe, expect, test } from 'vitest';
import { createInstantSequence } from './clock.ts';
import { formatInstant, parseInstant } from './instant.ts';

test('an instant is written as RFC 3339 in UTC with milliseconds, without finer digits', () => {
  const noon = Date.UTC(2026, 0, 15, 12) * 1_000;
  expect(formatInstant(noon)).toBe('2026-01-15T12:00:00.000Z');
  expect(formatInstant(noon + 999_999)).toBe('2026-01-15T12:00:00.999Z');
  expect(formatInstant(noon - 1)).toBe('2026-01-15T11:59:59.999Z');
});

test('a time in RFC 3339 is read exactly from 1685 to 2254; a farther time is replaced by the nearest exact instant', () => {
  for (const text of ['1685-01-01T00:00:00.001Z', '2254-12-31T23:59:59.999Z'])
    expect(formatInstant(parseInstant(text))).toBe(text);
  const [first, last] = ['0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z'].map(parseInstant);
  expect([first, last].every(Number.isSafeInteger)).toBe(true);
  expect([first, last].map((at) => formatInstant(at ?? 0).slice(0, 4))).toEqual(['1684', '2255']);
});

describe('creation instants', () => {
  const fixture = () => {
    const clock = { now: 1_000_000_000 };
    return { clock, next: createInstantSequence(() => clock.now) };
  };

  test('increase while the clock stands still', () => {
    const { clock, next } = fixture();
    expect([next(1), next(3), next(1)]).toEqual([clock.now, clock.now + 1, clock.now + 4]);
  });

  test('follow the clock', () => {
    const { clock, next } = fixture();
    next(1);
    clock.now += 500;
    expect(next(1)).toBe(clock.now);
  });

  test('still increase if the clock is set back by a second, but not if it is set back further', () => {
    const { clock, next } = fixture();
    const first = next(1);
    clock.now -= 1_000_000;
    expect(next(1)).toBe(first + 1);
    clock.now -= 2_000_000;
    expect(next(1)).toBe(clock.now);
  });
});
