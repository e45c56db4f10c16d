import { getCountries } from 'libphonenumber-js/min';
import { expect, test } from 'vitest';
import { regions, usualRegion } from './regions.ts';

test('a tenant can choose every country with a numbering plan, and no other', () => {
  expect(regions).toEqual(getCountries().toSorted());
  expect(regions).toContain(usualRegion);
});
