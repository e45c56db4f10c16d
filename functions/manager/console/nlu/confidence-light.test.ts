import { expect, it } from 'vitest';
import { boundsOf, endOfTomorrow, lightOf, lights } from './confidence-light.ts';

it.each([
  [0, 'low'],
  [0.499_999, 'low'],
  [0.5, 'middle'],
  [0.799_999, 'middle'],
  [0.8, 'high'],
  [1, 'high'],
])(
  'a confidence of %d gives the light %s, and only the filter for this light finds such a message',
  (confidence, light) => {
    expect(lightOf(confidence)).toBe(light);
    for (const each of lights) {
      const { confidence_min: min = 0, confidence_max: max = 1 } = boundsOf(each);
      expect(min <= confidence && confidence <= max).toBe(each === light);
    }
  },
);

it('the end of tomorrow is midnight in the user’s time zone', () => {
  const end = new Date(endOfTomorrow(new Date(2026, 10, 30, 23, 59)));
  expect([end.getMonth(), end.getDate(), end.getHours(), end.getMinutes()]).toEqual([11, 2, 0, 0]);
});
