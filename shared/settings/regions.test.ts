import { getCountries } from 'libphonenumber-js/min';
import { expect, test } from 'vitest';
import { regions, usualRegion } from './regions.ts';

test('a tenant can choose exactly the countries that have a numbering plan', () => {
  expect(regions).toEqual(getCountries().toSorted());
  expect(regions).toContain(usualRegion);
});
