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

  it('never shows more time than is left', () => {
    expect(english.distance('2026-03-02T11:00:00Z', now)).toBe('in 23 hours');
  });
});

it('a count has the singular or the plural of its language', () => {
  const noun = { one: 'Nachricht', other: 'Nachrichten' };
  expect(german.plural(1, noun)).toBe('1 Nachricht');
  expect(german.plural(2_000, noun)).toBe('2.000 Nachrichten');
});

it('a size is written in the largest unit that fits', () => {
  const german = createFormats('de');
  const sizes = [0, 999, 48_213, 16_777_216, 5e9].map((count) =>
    german.bytes(count).replace(/\s/u, ' '),
  );
  expect(sizes).toEqual(['0 Byte', '999 Byte', '48,2 kB', '16,8 MB', '5 GB']);
});
