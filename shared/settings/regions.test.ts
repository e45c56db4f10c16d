import { getCountries } from 'libphonenumber-js/min';
import { expect, test } from 'vitest';
import { regions, usualRegion } from './regions.ts';

test('a tenant can choose every country that the numbering plans know, and no other', () => {
  expect(regions).toEqual(getCountries().toSorted());
  expect(regions).toContain(usualRegion);
});
