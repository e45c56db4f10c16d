import { expect, it } from 'vitest';
import { pickLanguage } from './define-texts.ts';

it.each([
  [['de-AT', 'en'], 'de'],
  [['fr', 'DE'], 'de'],
  [['fr-FR', 'en-US', 'de'], 'en'],
  [['fr'], 'en'],
  [[], 'en'],
])(
  'a user of the console who prefers the languages %j gets the first one that the console has, or else English',
  (wanted, language) => {
    expect(pickLanguage(wanted)).toBe(language);
  },
);
