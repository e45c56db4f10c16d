import { expect, test } from 'vitest';
import { createFormats } from '../language/create-formats.ts';
import { describeFacts } from './describe-record.ts';

const words = {
  fields: {
    coins: { label: { de: 'Münzen', en: 'Coins' } },
    level: {
      label: { de: 'Stufe', en: 'Level' },
      values: { warn: { de: 'Warnung', en: 'Warning' } },
    },
  },
};
const german = { language: 'de', formats: createFormats('de') } as const;

test('facts have the labels and value texts of their category; numbers and times are formatted', () => {
  const facts = { coins: 12_000, level: 'warn', basis_at: '2026-03-01T10:00:00.000Z' };
  const [coins, level, changed] = describeFacts({ facts }, words, german);
  expect([coins, level]).toEqual([
    { label: 'Münzen', value: '12.000' },
    { label: 'Stufe', value: 'Warnung' },
  ]);
  expect(changed?.label).toBe('Speicherdauer zählt ab');
  expect(changed?.value).toContain('2026');
});

test('a number is shown with all its digits', () => {
  const [fact] = describeFacts({ facts: { confidence: 0.123_45 } }, words, german);
  expect(fact?.value).toBe('0,12345');
});

test('a value for which the category has no words is shown unchanged', () => {
  expect(describeFacts({ facts: { level: 'fatal' } }, words, german)).toEqual([
    { label: 'Stufe', value: 'fatal' },
  ]);
});
