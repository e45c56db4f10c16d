import { describe, expect, test } from 'vitest';
import { addDays, addMonths, daysBetween, isDay, workingDayFrom } from './calendar-day.ts';

test.each([
  ['2026-01-31', 1, '2026-02-28'],
  ['2028-01-31', 1, '2028-02-29'],
  ['2028-02-29', 12, '2029-02-28'],
  ['2026-01-31', 3, '2026-04-30'],
  ['2026-08-31', 1, '2026-09-30'],
  ['2026-12-31', 1, '2027-01-31'],
  ['2026-03-05', 1, '2026-04-05'],
  ['2026-11-30', 3, '2027-02-28'],
])('the day %s plus %i months is %s', (day, months, later) => {
  expect(addMonths(day, months)).toBe(later);
});

test('a Saturday or a Sunday is moved to the next Monday, and any other day stays the same', () => {
  expect(workingDayFrom('2026-02-27')).toBe('2026-02-27');
  expect(workingDayFrom('2026-02-28')).toBe('2026-03-02');
  expect(workingDayFrom('2026-03-01')).toBe('2026-03-02');
  expect(workingDayFrom('2026-03-02')).toBe('2026-03-02');
});

test('days are added and counted correctly across clock changes, leap days and the end of a year', () => {
  expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
  expect(daysBetween('2026-12-31', '2027-01-01')).toBe(1);
  expect(daysBetween('2026-01-02', '2026-01-01')).toBe(-1);
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
});

describe('a day', () => {
  test.each(['2026-02-29', '2026-13-01', '2026-00-10', '2026-1-1', '0026-01-01', 'x', ''])(
    'is not «%s»',
    (text) => {
      expect(isDay(text)).toBe(false);
    },
  );

  test('may be the leap day of a leap year', () => {
    expect(isDay('2028-02-29')).toBe(true);
  });
});
