import { expect, test } from 'vitest';
import { looksLikeHeader } from './looks-like-header.ts';

const rest = ['AB12-CD34', 'EF56-GH78', 'IJ90-KL12'];

test.each([
  'code',
  'Codes',
  'Gutscheincode',
  'GUTSCHEIN-CODE',
  'Coupon Code',
  'voucher_code',
  'Rabattcode',
  'Aktionscode',
  'Seriennummer',
  'Gutschein-Nr.',
  'Promo code',
  'Gift card number',
  'ID',
])(
  'a usual name for a column of codes, such as %s, looks like a header, even without other lines',
  (first) => {
    expect(looksLikeHeader(first, [])).toBe(true);
    expect(looksLikeHeader(first, rest)).toBe(true);
  },
);

test('a first line whose characters and shape differ from those of all other lines looks like a header', () => {
  expect(looksLikeHeader('Herbstaktion', rest)).toBe(true);
  expect(looksLikeHeader('Spalte1', ['1001', '1002', '1003'])).toBe(true);
  expect(looksLikeHeader('Vorteil', ['QWERTZ', 'ASDFGH', 'YXCVBN'])).toBe(true);
});

test('a code among similar codes does not look like a header', () => {
  expect(looksLikeHeader('ABXY-CDZZ', rest)).toBe(false);
  expect(looksLikeHeader('A-1', ['A-2'])).toBe(false);
  expect(looksLikeHeader('CODE-1', ['CODE-2', 'CODE-3'])).toBe(false);
  expect(looksLikeHeader('HERBST', ['SOMMER24', 'WINTER', 'MAI'])).toBe(false);
});

test('a first line that differs from the other lines does not look like a header if there are few other lines', () => {
  expect(looksLikeHeader('Gutschein-Haselmaus', [])).toBe(false);
  expect(looksLikeHeader('HERBST', ['WINTER24'])).toBe(false);
});
