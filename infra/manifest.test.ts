import { expect, test } from 'vitest';
import { isEuLocation } from '#shared/base/config/eu-locations.ts';
import { region } from './manifest.ts';

test('every function is deployed in the European Union', () => {
  expect(isEuLocation('compute', region)).toBe(true);
});
