import { describe, expect, test } from 'vitest';
import { periodOf } from './policy-period.ts';

const at = (text: string) => Date.parse(text) * 1_000;
const named = (policy: 'daily' | 'weekly', text: string) => periodOf(policy, at(text))?.name;

test('a daily period ends exactly at midnight UTC', () => {
  const midnight = at('2026-03-29T00:00:00Z');
  expect(periodOf('daily', midnight - 1)?.end).toBe(midnight);
  expect(periodOf('daily', midnight - 1)?.name).not.toBe(periodOf('daily', midnight)?.name);
  expect(named('daily', '2026-03-29T00:00:00Z')).toBe(named('daily', '2026-03-29T23:59:59Z'));
});

describe('an ISO week', () => {
  test.each([
    ['2026-11-22T23:59:59.999Z', '2026-11-23T00:00:00Z'],
    ['2025-12-28T23:59:59.999Z', '2025-12-29T00:00:00Z'],
  ])('ends on Sunday: %s and %s are in different weeks', (sunday, monday) => {
    expect(named('weekly', sunday)).not.toBe(named('weekly', monday));
    expect(periodOf('weekly', at(sunday))?.end).toBe(at(monday));
  });

  test('may contain the end of a year: Monday 29 December 2025 to Sunday 4 January 2026 is one week', () => {
    expect(named('weekly', '2025-12-29T00:00:00Z')).toBe(named('weekly', '2026-01-04T23:59:59Z'));
  });
});

test('the policy `once` has one period for all time, and `unrestricted` has none', () => {
  expect(periodOf('once', 0)).toEqual(periodOf('once', at('2099-01-01T00:00:00Z')));
  expect(periodOf('unrestricted', 0)).toBeUndefined();
});
