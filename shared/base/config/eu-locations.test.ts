import { describe, expect, test } from 'vitest';
import { isEuLocation, type Placed } from './eu-locations.ts';

/**
 * Every European region in https://cloud.google.com/about/locations (November 2026). The value is
 * true if the region is in the European Union.
 */
const europeanRegions = {
  'europe-central2': true, // Warsaw
  'europe-north1': true, // Hamina
  'europe-north2': true, // Stockholm
  'europe-southwest1': true, // Madrid
  'europe-west1': true, // St. Ghislain
  'europe-west2': false, // London
  'europe-west3': true, // Frankfurt
  'europe-west4': true, // Eemshaven
  'europe-west6': false, // Zürich
  'europe-west8': true, // Milan
  'europe-west9': true, // Paris
  'europe-west10': true, // Berlin
  'europe-west12': true, // Turin
} as const;

/** Locations that consist of several regions, each with the products that may use it. */
const multiRegions: { readonly [name: string]: readonly Placed[] } = {
  europe: ['keys'],
  eur3: ['database', 'keys'],
  // No product may use these locations. Some of them include London or Zürich. The names of the
  // others mean different places for different products.
  eur4: [],
  eur5: [],
  eur6: [],
  eur7: [],
  eur8: [],
  eu: [],
  global: [],
};

const placed: readonly Placed[] = ['compute', 'database', 'keys'];

describe.each(placed)('%s', (product) => {
  test.each(Object.entries(europeanRegions))('whether %s is accepted: %s', (name, isIn) => {
    expect(isEuLocation(product, name)).toBe(isIn);
  });

  test.each(Object.entries(multiRegions))(
    'among all products, %s is accepted only for %j',
    (name, products) => {
      expect(isEuLocation(product, name)).toBe(products.includes(product));
    },
  );

  test.each([
    'us-central1',
    'nam5',
    'asia-east1',
    'me-west1',
    'africa-south1',
    'europe-west5',
    'europe-west7',
    'europe-west11',
    'europe-west13',
    'europe-west1-b',
    'europe-west1 ',
    ' europe-west1',
    'EUROPE-WEST1',
    'europe-west',
    'europe-west2,europe-west1',
    '__proto__',
    '',
  ])('«%s» is refused', (name) => {
    expect(isEuLocation(product, name)).toBe(false);
  });
});
