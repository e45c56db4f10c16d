import { expect, test } from 'vitest';
import { planned } from './plan-day.ts';
import { planHistory } from './plan-history.ts';

test.each([1, 2, 3, 40, 999])('the year of seed %i has every kind of step and of fault', (seed) => {
  const { steps } = planHistory(seed, 360, 1);
  const kinds = new Set(steps.map(({ what }) => what));
  expect(planned.filter((what) => !kinds.has(what))).toEqual([]);
  expect(kinds).toContain('missing tick');
  expect(steps.some(({ isRepeated }) => isRepeated)).toBe(true);
  const faults = new Set(steps.map(({ fault }) => fault?.kind));
  expect(faults).toEqual(new Set(['dies', 'overtaken', 'twice', undefined]));
  const dying = steps.filter(({ fault }) => fault?.kind === 'dies');
  expect(dying.some(({ what }) => what === 'restore')).toBe(true);
});

test('a seed always gives the same history, and another seed gives another history', () => {
  expect(planHistory(7, 20, 2)).toEqual(planHistory(7, 20, 2));
  expect(planHistory(7, 20, 2)).not.toEqual(planHistory(8, 20, 2));
});
