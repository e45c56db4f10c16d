import { expect, test } from 'vitest';
import { changeCounts, mondayOf, packWeeks, unpackWeeks, weekOf } from './week-counts.ts';

const at = (text: string) => Date.parse(text) * 1_000;

test('a week begins with the first instant of Monday and ends with the last instant of Sunday', () => {
  const week = weekOf(at('2026-11-23T00:00:00Z'));
  expect(weekOf(at('2026-11-29T23:59:59.999Z'))).toBe(week);
  expect(weekOf(at('2026-11-22T23:59:59.999Z'))).toBe(week - 1);
  expect(mondayOf(week)).toBe('2026-11-23');
});

test('counts are the same after packing and unpacking, and are never less than zero', () => {
  const counts = changeCounts(
    [{ week: 3_000, right: 200, wrong: 0, corrected: 1 }],
    [
      { week: 2_999, verdict: 'wrong', by: 1 },
      { week: 3_000, verdict: 'wrong', by: -1 },
    ],
  );
  expect(counts).toEqual([
    { week: 2_999, right: 0, wrong: 1, corrected: 0 },
    { week: 3_000, right: 200, wrong: 0, corrected: 1 },
  ]);
  expect(unpackWeeks(packWeeks(counts))).toEqual(counts);
});
