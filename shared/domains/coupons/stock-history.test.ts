import { expect, test } from 'vitest';
import { microsPerDay, microsPerSecond } from '#shared/base/time/instant.ts';
import { addPoint, historyDays, packHistory, unpackHistory } from './stock-history.ts';

const start = Date.UTC(2026, 0, 15) * 1_000;
const day = (days: number) => start + days * microsPerDay;

test('if a history is packed and unpacked, only its times change: they are cut to whole minutes', () => {
  const points = [
    { at: day(0), loaded: 0, used: 0 },
    { at: day(1) + 120 * microsPerSecond, loaded: 100_000_000, used: 99_999_999 },
  ];
  expect(unpackHistory(packHistory(points))).toEqual(points);
  const late = [{ at: day(0) + 59 * microsPerSecond, loaded: 1, used: 1 }];
  expect(unpackHistory(packHistory(late))).toEqual([{ at: day(0), loaded: 1, used: 1 }]);
  expect(unpackHistory(packHistory([]))).toEqual([]);
});

test('a history contains at most the last ninety days, also for an older pool', () => {
  let points = addPoint([], { at: day(0), loaded: 1, used: 0 });
  for (let days = 1; days <= 400; days += 1)
    points = addPoint(points, { at: day(days), loaded: 1, used: 0 });
  expect(points).toHaveLength(historyDays);
  expect(points.at(-1)?.at).toBe(day(400));
  expect(packHistory(points).length).toBeLessThan(1_000);
});

test('if the clock was set back, a new point replaces the points of later times', () => {
  const points = addPoint([{ at: day(5), loaded: 5, used: 0 }], { at: day(3), loaded: 6, used: 1 });
  expect(points).toEqual([{ at: day(3), loaded: 6, used: 1 }]);
});
