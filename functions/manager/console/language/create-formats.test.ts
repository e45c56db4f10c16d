import { describe, expect, it } from 'vitest';
import { createFormats } from './create-formats.ts';

const [english, german] = [createFormats('en'), createFormats('de')];
const now = new Date('2026-03-01T12:00:00Z');

describe('a distance in time', () => {
  it.each([
    ['2026-03-04T12:00:00Z', 'in 3 days', 'in 3 Tagen'],
    ['2026-03-02T11:59:59Z', 'in 23 hours', 'in 23 Stunden'],
    ['2026-03-01T12:00:30Z', 'this minute', 'in dieser Minute'],
    ['2026-03-01T10:00:00Z', '2 hours ago', 'vor 2 Stunden'],
  ])('to %s is shown in the largest unit that fits', (instant, inEnglish, inGerman) => {
    expect(english.distance(instant, now)).toBe(inEnglish);
    expect(german.distance(instant, now)).toBe(inGerman);
  });

  it('never shows more hours than are left', () => {
    expect(english.distance('2026-03-02T10:59:59Z', now)).toBe('in 22 hours');
  });

  it('is called “tomorrow” only if it leads to the next day of the calendar', () => {
    const evening = new Date(2026, 2, 1, 22);
    const at = (day: number, hour: number) => new Date(2026, 2, day, hour).toISOString();
    expect(german.distance(at(2, 23), evening)).toBe('morgen');
    expect(german.distance(at(3, 4), evening)).toBe('übermorgen');
    expect(english.distance(at(3, 4), evening)).toBe('in 2 days');
  });
});

it('a noun is singular after the count 1, and plural after every other count', () => {
  const noun = { one: 'Nachricht', other: 'Nachrichten' };
  expect(german.plural(1, noun)).toBe('1 Nachricht');
  expect(german.plural(2_000, noun)).toBe('2.000 Nachrichten');
});

it('a stored number is shown with all its digits', () => {
  const numbers = [0.123_45, 0.1, 0.1 + 0.2, 1e-7, 12_345.678_901, 9_007_199_254_740_991, -3];
  expect(numbers.map((each) => german.exact(each))).toEqual([
    '0,12345',
    '0,1',
    '0,30000000000000004',
    '0,0000001',
    '12.345,678901',
    '9.007.199.254.740.991',
    '-3',
  ]);
});

it('a size is written in the largest unit that fits', () => {
  const german = createFormats('de');
  const sizes = [0, 999, 48_213, 16_777_216, 5e9].map((count) =>
    german.bytes(count).replace(/\s/u, ' '),
  );
  expect(sizes).toEqual(['0 Byte', '999 Byte', '48,2 kB', '16,8 MB', '5 GB']);
});

it('a time shows its year only if it is not the present year', () => {
  expect(german.shortMoment('2026-07-01T12:00:00Z', now)).not.toContain('2026');
  expect(german.shortMoment('2027-07-01T12:00:00Z', now)).toContain('2027');
});
