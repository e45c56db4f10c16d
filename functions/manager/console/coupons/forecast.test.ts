import { expect, it } from 'vitest';
import { emptyOn, paceOf, pointsOf } from './forecast.ts';

const now = new Date('2026-03-20T12:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 24 * 3_600_000);
const noted = (days: number, loaded: number, used: number) => {
  return { at: daysAgo(days).toISOString(), loaded, used };
};
const poolOf = (age: number, figures: { loaded: number; used: number; left?: number }) => ({
  created_at: daysAgo(age).toISOString(),
  left: figures.loaded - figures.used,
  history: [] as readonly ReturnType<typeof noted>[],
  ...figures,
});

it('the pace is the number of used codes per day since the count began; less than a day counts as one day', () => {
  const paceSince = (days: number, used: number) =>
    paceOf({ since: daysAgo(days).toISOString(), used }, now);
  expect(paceSince(30, 15)).toEqual({ perDay: 15 / 30, days: 30 });
  expect(paceSince(4, 1)).toEqual({ perDay: 0.25, days: 4 });
  expect(paceSince(0.1, 3)).toEqual({ perDay: 3, days: 1 });
  expect(paceSince(-0.1, 3)).toEqual({ perDay: 3, days: 1 });
  expect(paceSince(30, 0)).toEqual({ perDay: 0, days: 30 });
});

it('the chart shows a higher stock after codes were loaded', () => {
  const history = [noted(30, 10, 6), noted(10, 10, 9), noted(9, 1_000, 9)];
  const pool = { ...poolOf(60, { loaded: 1_000, used: 12 }), history };
  expect(pointsOf(pool, 90, now).map(({ left }) => left)).toEqual([10, 4, 1, 991, 988]);
});

it('the forecast names the day on which the stock will be empty, if that day is less than a year ahead', () => {
  expect(emptyOn(10, 0.5, now)).toEqual(daysAgo(-20));
  expect(emptyOn(0, 0, now)).toEqual(now);
  expect(emptyOn(1_000, 1, now)).toBeUndefined();
  expect(emptyOn(6, 0, now)).toBeUndefined();
});

it('the chart begins with the creation of the pool, or with the oldest stored day if the first days were deleted', () => {
  const young = { ...poolOf(5, { loaded: 20, used: 3 }), history: [noted(4, 10, 1)] };
  expect(pointsOf(young, 90, now)).toEqual([
    { at: daysAgo(5), left: 10, used: 0 },
    { at: daysAgo(4), left: 9, used: 1 },
    { at: now, left: 17, used: 3 },
  ]);
  const old = { ...poolOf(400, { loaded: 20, used: 3 }), history: [noted(89, 20, 1)] };
  expect(pointsOf(old, 90, now)).toEqual([
    { at: daysAgo(89), left: 19, used: 1 },
    { at: now, left: 17, used: 3 },
  ]);
});

it('the chart leaves out an entry of the history that is later than the time on the user’s clock', () => {
  const pool = { ...poolOf(5, { loaded: 20, used: 3 }), history: [noted(-1, 20, 3)] };
  expect(pointsOf(pool, 90, now).map(({ at }) => at)).toEqual([daysAgo(5), now]);
});
