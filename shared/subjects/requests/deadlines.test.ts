import { describe, expect, test } from 'vitest';
import { formatInstant } from '#shared/base/time/instant.ts';
import { firstLastDayOf, isPrompt, keptUntil, lastDayOf } from './deadlines.ts';

const term = (received: string, extensionMonths = 0, suspendedDays = 0) => ({
  received,
  extensionMonths,
  suspendedDays,
});

describe('the last day of a request', () => {
  test.each([
    ['the same day of the next month', '2026-03-05', '2026-04-06'], // 5 April is a Sunday.
    ['that month’s last day where there is none', '2027-01-31', '2027-03-01'], // 28 February is a Sunday.
    ['29 February in a leap year', '2028-01-31', '2028-02-29'],
    ['30 September after 31 August', '2026-08-31', '2026-09-30'],
    ['in the next year', '2026-12-15', '2027-01-15'],
    ['a Monday for a Saturday', '2026-01-28', '2026-03-02'],
    ['a Monday for a Sunday', '2026-02-01', '2026-03-02'],
  ])('is %s: %s gives %s', (_what, received, due) => {
    expect(lastDayOf(term(received))).toBe(due);
  });

  test('is counted from the receipt when it is extended, not from the first last day', () => {
    expect(lastDayOf(term('2028-01-31', 2))).toBe('2028-05-01'); // 30 April is a Sunday.
    expect(firstLastDayOf(term('2028-01-31', 2))).toBe('2028-02-29');
    expect(lastDayOf(term('2026-03-31', 1))).toBe('2026-06-01'); // 31 May is a Sunday.
  });

  test('moves by the days that the person took to prove their identity', () => {
    expect(lastDayOf(term('2026-05-04', 0, 3))).toBe('2026-06-08'); // 7 June is a Sunday.
  });
});

test('an identity question is prompt up to 14 days after the receipt', () => {
  expect(isPrompt('2026-01-05', '2026-01-19')).toBe(true);
  expect(isPrompt('2026-01-05', '2026-01-20')).toBe(false);
});

test('proof is kept for three years until the end of the year, in the tenant’s time zone', () => {
  expect(formatInstant(keptUntil('2026-01-01', 'Europe/Berlin'))).toBe('2029-12-31T23:00:00.000Z');
  expect(formatInstant(keptUntil('2026-12-31', 'America/Lima'))).toBe('2030-01-01T05:00:00.000Z');
});
