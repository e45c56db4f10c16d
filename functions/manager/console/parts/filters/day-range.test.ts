import { expect, it } from 'vitest';
import { createdBetween } from './day-range.ts';

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
