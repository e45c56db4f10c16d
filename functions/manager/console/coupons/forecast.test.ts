import { expect, it } from 'vitest';
import { emptyOn, paceOf, stockOver } from './forecast.ts';

const now = new Date('2026-03-20T12:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 24 * 3_600_000);

it('measures the rate over the last thirty days only', () => {
  const usedAt = [1, 2, 5, 29, 31, 40].map(daysAgo);
  const pace = paceOf({ usedAt, hasEarlier: false, since: daysAgo(90), now });
  expect(pace).toBeCloseTo(4 / 30);
});

it('measures over less where the pool is younger, or only the latest were read', () => {
  expect(paceOf({ usedAt: [daysAgo(1)], hasEarlier: false, since: daysAgo(4), now })).toBe(0.25);
  const usedAt = [0.5, 1, 2].map(daysAgo);
  expect(paceOf({ usedAt, hasEarlier: true, since: daysAgo(90), now })).toBe(1.5);
});

it('predicts the day on which the stock is empty, and no day without use', () => {
  expect(emptyOn(10, 0.5, now)).toEqual(daysAgo(-20));
  expect(emptyOn(0, 0, now)).toEqual(now);
  expect(emptyOn(10, 0, now)).toBeUndefined();
  expect(emptyOn(1_000, 1, now)).toBeUndefined();
});

it('lists the stock by day, the earliest first', () => {
  const [late, early] = [daysAgo(1), daysAgo(3)];
  expect(stockOver([late, early], 7, now)).toEqual([
    { at: early, left: 8 },
    { at: late, left: 7 },
    { at: now, left: 7 },
  ]);
});
