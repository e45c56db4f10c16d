import { expect, it } from 'vitest';
import { sumWeeks } from './sum-weeks.ts';

const counts = (week: string, right: number, wrong: number, corrected = 0) => ({
  week,
  right,
  wrong,
  corrected,
});

const items = [
  { intent: 'order', weeks: [counts('2026-11-16', 3, 1), counts('2026-11-23', 1, 0, 1)] },
  { intent: null, weeks: [counts('2026-11-23', 0, 2)] },
];

it('all intents are summed week by week, the latest week first', () => {
  expect(sumWeeks(items, undefined, 12)).toEqual([
    { ...counts('2026-11-23', 1, 2, 1), reviewed: 4 },
    { ...counts('2026-11-16', 3, 1), reviewed: 4 },
  ]);
});

it('returns only the weeks of the chosen intent, and not more weeks than requested', () => {
  expect(sumWeeks(items, 'order', 1)).toEqual([{ ...counts('2026-11-23', 1, 0, 1), reviewed: 2 }]);
});
