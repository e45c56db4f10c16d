import { describe, expect, test } from 'vitest';
import { formatInstant } from '#shared/base/time/instant.ts';
import { dueDayOf, firstInTimeUntil, inTimeUntil, isPrompt, keptUntil } from './deadlines.ts';

const term = (received: string, extensionMonths = 0, suspendedDays = 0) => ({
  received,
  extensionMonths,
  suspendedDays,
});

describe('the day on which a request is due', () => {
  test.each([
    ['the same day of the next month', '2026-03-05', '2026-04-05'],
    ['the same day of the next month, even at a weekend', '2026-10-29', '2026-11-29'],
    ['the last day of the next month, if that month has no such day', '2026-01-31', '2026-02-28'],
    ['29 February in a leap year', '2028-01-31', '2028-02-29'],
    ['30 September after 31 August', '2026-08-31', '2026-09-30'],
    ['a day in the next year', '2026-12-15', '2027-01-15'],
  ])('is %s: a request that was received on %s is due on %s', (_what, received, due) => {
    expect(dueDayOf(term(received))).toBe(due);
  });

  test('is calculated from the day of receipt even after an extension, and not from the former due day', () => {
    expect(dueDayOf(term('2028-01-31', 2))).toBe('2028-04-30');
    expect(dueDayOf(term('2026-03-31', 1))).toBe('2026-05-31');
  });

  test('is later by the number of days that the person needed to prove their identity', () => {
    expect(dueDayOf(term('2026-05-04', 0, 3))).toBe('2026-06-07');
  });
});

test.each([
  ['the due day', '2026-12-15', '2027-01-15'],
  ['the next Monday, if the due day is a Saturday', '2026-01-31', '2026-03-02'],
  ['the next Monday, if the due day is a Sunday', '2026-10-29', '2026-11-30'],
])(
  'the last day on which an answer is in time is %s: for a request that was received on %s it is %s',
  (_when, received, day) => {
    expect(inTimeUntil(term(received))).toBe(day);
  },
);

test('an extension and a refusal are in time only within the first month, even if the request was extended', () => {
  expect(inTimeUntil(term('2028-01-31', 2))).toBe('2028-05-01'); // 30 April is a Sunday.
  expect(firstInTimeUntil(term('2028-01-31', 2))).toBe('2028-02-29');
});

test('a question about the identity is prompt up to 14 days after the request was received', () => {
  expect(isPrompt('2026-01-05', '2026-01-19')).toBe(true);
  expect(isPrompt('2026-01-05', '2026-01-20')).toBe(false);
});

test('a request that is closed in 2026 is kept until the end of 2029 in the tenant’s time zone', () => {
  expect(formatInstant(keptUntil('2026-01-01', 'Europe/Berlin'))).toBe('2029-12-31T23:00:00.000Z');
  expect(formatInstant(keptUntil('2026-12-31', 'America/Lima'))).toBe('2030-01-01T05:00:00.000Z');
});
