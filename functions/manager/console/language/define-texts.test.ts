import { expect, it } from 'vitest';
import { pickLanguage } from './define-texts.ts';

it.each([
  [['de-AT', 'en'], 'de'],
  [['fr', 'DE'], 'de'],
  [['fr-FR', 'en-US', 'de'], 'en'],
  [['fr'], 'en'],
  [[], 'en'],
])('for a reader of %j uses the first language that both know', (wanted, language) => {
  expect(pickLanguage(wanted)).toBe(language);
});
