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
const paceAt = (pool: Parameters<typeof pointsOf>[0]) => paceOf(pointsOf(pool, 90, now), now);

it('measures the pace over the last thirty days, and not over earlier use', () => {
  const history = [noted(60, 100, 10), noted(31, 100, 40), noted(30, 100, 41), noted(1, 100, 55)];
  const pool = { ...poolOf(80, { loaded: 100, used: 56 }), history };
  expect(paceAt(pool)).toEqual({ perDay: 15 / 30, days: 30 });
});

it('if a note is missing, measures from the latest note before the thirty days', () => {
  const history = [noted(40, 100, 36), noted(5, 100, 50)];
  const pool = { ...poolOf(80, { loaded: 100, used: 56 }), history };
  expect(paceAt(pool)).toEqual({ perDay: 0.5, days: 40 });
});

it('measures a new pool over its age, and over at least a day', () => {
  expect(paceAt(poolOf(4, { loaded: 10, used: 1 }))).toEqual({ perDay: 0.25, days: 4 });
  expect(paceAt(poolOf(0.1, { loaded: 10, used: 3 }))).toEqual({ perDay: 3, days: 1 });
  expect(paceAt(poolOf(0, { loaded: 0, used: 0 }))).toEqual({ perDay: 0, days: 1 });
});

it('finds no pace if no code was used, or none lately', () => {
  expect(paceAt(poolOf(50, { loaded: 10, used: 0 })).perDay).toBe(0);
  const history = [noted(45, 10, 4), noted(31, 10, 4), noted(2, 10, 4)];
  const pool = { ...poolOf(80, { loaded: 10, used: 4 }), history };
  expect(paceAt(pool).perDay).toBe(0);
  expect(emptyOn(6, 0, now)).toBeUndefined();
});

it('gives the right pace after a load of new codes', () => {
  const history = [noted(30, 10, 6), noted(10, 10, 9), noted(9, 1_000, 9)];
  const pool = { ...poolOf(60, { loaded: 1_000, used: 12 }), history };
  expect(paceAt(pool).perDay).toBeCloseTo(6 / 30);
  expect(pointsOf(pool, 90, now).map(({ left }) => left)).toEqual([10, 4, 1, 991, 988]);
});

it('predicts the day on which the stock is empty, up to a year ahead', () => {
  expect(emptyOn(10, 0.5, now)).toEqual(daysAgo(-20));
  expect(emptyOn(0, 0, now)).toEqual(now);
  expect(emptyOn(1_000, 1, now)).toBeUndefined();
});

it('starts with the creation of the pool, or with the oldest note if the first days are no longer stored', () => {
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

it('leaves out notes that are ahead of the reader’s clock', () => {
  const pool = { ...poolOf(5, { loaded: 20, used: 3 }), history: [noted(-1, 20, 3)] };
  expect(pointsOf(pool, 90, now).map(({ at }) => at)).toEqual([daysAgo(5), now]);
});
