import { expect, it, vi } from 'vitest';
import { createdBetween, dayAt } from './day-range.ts';

it('a range includes the whole first day and the whole last day, in the user’s time zone', () => {
  expect(createdBetween({ from: '2026-03-28', to: '2026-03-29' })).toEqual({
    created_after: new Date(2026, 2, 28).toISOString(),
    created_before: new Date(2026, 2, 30).toISOString(),
  });
});

it('a range without a first or last day is open at that end', () => {
  expect(createdBetween({})).toEqual({});
  expect(Object.keys(createdBetween({ to: '2026-03-29' }))).toEqual(['created_before']);
});

it('the day of an instant is the day in the user’s time zone', () => {
  vi.stubEnv('TZ', 'Europe/Berlin');
  expect(dayAt(new Date('2026-01-31T23:30:00Z'))).toBe('2026-02-01');
  vi.stubEnv('TZ', 'America/New_York');
  expect(dayAt(new Date('2026-01-31T02:00:00Z'))).toBe('2026-01-30');
});
