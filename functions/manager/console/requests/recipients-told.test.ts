import { expect, test } from 'vitest';
import { createFormats } from '../language/create-formats.ts';
import { erasureTexts } from './erasure-texts.ts';
import { describeTold } from './recipients-told.ts';

const words = { formats: createFormats('en'), texts: erasureTexts.en.recipients };
const noted = {
  recipients: ['Versand Beispiel GmbH'],
  notices_receipt_number: null,
  notices_not_taken: null,
};

test.each([
  ['cooling-off', 'get notices of this erasure: Versand Beispiel GmbH'],
  ['running', 'get notices of this erasure: Versand Beispiel GmbH'],
  ['complete', 'not all have answered yet: Versand Beispiel GmbH'],
  ['cancelled', 'none is told of this erasure'],
] as const)('the recipients of an erasure with the status %s: %s', (status, told) => {
  expect(describeTold(words, { ...noted, status })).toBe(told);
});

test('after all recipients have answered, the receipt and the number of failures are named', () => {
  const complete = { ...noted, status: 'complete', notices_receipt_number: 7 } as const;
  expect(describeTold(words, { ...complete, notices_not_taken: 0 })).toBe(
    'all were told: Versand Beispiel GmbH (receipt 7)',
  );
  expect(describeTold(words, { ...complete, notices_not_taken: 2 })).toBe(
    '2 notices were not accepted: Versand Beispiel GmbH (receipt 7)',
  );
});
