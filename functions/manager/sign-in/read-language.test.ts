import { expect, test } from 'vitest';
import { readLanguage } from './read-language.ts';

test.each([
  [undefined, 'en'],
  ['', 'en'],
  ['de', 'de'],
  ['de-AT,de;q=0.9,en;q=0.8', 'de'],
  ['en-GB,en;q=0.9,de;q=0.8', 'en'],
  ['fr, de;q=0.7, en;q=0.3', 'de'],
  ['en;q=0.1, DE;q=0.2', 'de'],
  ['de;q=0, en;q=0.1', 'en'],
  ['fr', 'en'],
  ['den, deutsch', 'en'],
  ['de;q=viel', 'en'],
])('a browser with the languages %j gets the page in %s', (header, language) => {
  expect(readLanguage(header)).toBe(language);
});
