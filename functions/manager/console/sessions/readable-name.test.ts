import { expect, it } from 'vitest';
import { readableName } from './readable-name.ts';

it.each([
  ['delivery_date', 'Delivery date'],
  ['lieferDatum', 'Liefer datum'],
  ['step', 'Step'],
  ['__', '__'],
])('the field name %s becomes the words %s', (name, written) => {
  expect(readableName(name)).toBe(written);
});
