import { describe, expect, test } from 'vitest';
import { formatInstant } from './instant.ts';
import { endOfDay, isTimeZone, localDay, startOfDay } from './local-day.ts';

const at = (text: string) => Date.parse(text) * 1_000;

test.each([
  ['Europe/Berlin', '2026-01-15T22:59:59.999Z', '2026-01-15'],
  ['Europe/Berlin', '2026-01-15T23:00:00Z', '2026-01-16'],
  ['Europe/Berlin', '2026-07-15T21:59:59.999Z', '2026-07-15'],
  ['Europe/Berlin', '2026-07-15T22:00:00Z', '2026-07-16'],
  ['Pacific/Kiritimati', '2026-01-15T10:00:00Z', '2026-01-16'],
  ['America/Los_Angeles', '2026-01-15T07:59:59Z', '2026-01-14'],
])('in %s the instant %s is on %s', (zone, instant, day) => {
  expect(localDay(at(instant), zone)).toBe(day);
});

describe('a day ends', () => {
  test.each([
    ['in winter', 'Europe/Berlin', '2026-01-31', '2026-01-31T23:00:00.000Z'],
    ['in summer', 'Europe/Berlin', '2026-07-31', '2026-07-31T22:00:00.000Z'],
    ['when clocks go forward', 'Europe/Berlin', '2026-03-29', '2026-03-29T22:00:00.000Z'],
    ['when clocks go back', 'Europe/Berlin', '2026-10-25', '2026-10-25T23:00:00.000Z'],
    [
      'where the offset is not a whole hour',
      'Asia/Kathmandu',
      '2026-05-01',
      '2026-05-01T18:15:00.000Z',
    ],
    // In Egypt this day is followed by a day without midnight: the clock jumps from 24:00 to 01:00.
    ['when midnight is skipped', 'Africa/Cairo', '2026-04-23', '2026-04-23T22:00:00.000Z'],
    // In Egypt this day has midnight twice: the clock jumps from 24:00 back to 23:00.
    ['when midnight comes twice', 'Africa/Cairo', '2026-10-29', '2026-10-29T22:00:00.000Z'],
    // Samoa skipped 30 December 2011.
    ['before a day that is skipped', 'Pacific/Apia', '2011-12-29', '2011-12-30T10:00:00.000Z'],
  ])('%s, %s', (_when, zone, day, end) => {
    expect(formatInstant(endOfDay(day, zone))).toBe(end);
    expect(localDay(endOfDay(day, zone) - 1, zone)).toBe(day);
    expect(localDay(endOfDay(day, zone), zone) > day).toBe(true);
  });

  test('at the instant when the next day begins', () => {
    expect(startOfDay('2026-02-01', 'Europe/Berlin')).toBe(endOfDay('2026-01-31', 'Europe/Berlin'));
  });
});

test('a time zone must be in the IANA database', () => {
  expect(['Europe/Berlin', 'UTC', 'America/Argentina/Buenos_Aires'].every(isTimeZone)).toBe(true);
  expect(
    ['Europe/Entenhausen', '', '+01:00', 'Europe/Berlin ', 'x'.repeat(70)].some(isTimeZone),
  ).toBe(false);
});
