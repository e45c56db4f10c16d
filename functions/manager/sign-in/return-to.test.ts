import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readReturnTo } from './return-to.ts';

const consoleUrl = 'https://console.example.org';

test.each([
  ['/', '/'],
  ['/live', '/live'],
  ['/live?day=1#top', '/live?day=1#top'],
  ['/a/../b', '/b'],
  [undefined, '/'],
  ['', '/'],
  ['live', '/'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['/\t/evil.example', '/'],
  ['/.//evil.example', '/'],
  ['/a/..//evil.example', '/'],
  ['https://evil.example/', '/'],
  ['https://console.example.org/live', '/'],
  ['javascript:alert(1)', '/'],
  ['/auth/sign-in', '/'],
  [`/${'a'.repeat(512)}`, '/'],
])('after a sign-in, the requested address %s leads to the path %s', (given, path) => {
  expect(readReturnTo(given, consoleUrl)).toBe(path);
});

test('no requested address leads a browser away from the console', () => {
  const part = fc.constantFrom(
    '/',
    '\\',
    '.',
    '..',
    '\t',
    '\n',
    '@',
    'evil.example',
    ':',
    '%2f',
    '?',
    '#',
    'a',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      const path = readReturnTo(`/${parts.join('')}`, consoleUrl);
      expect(new URL(path, `${consoleUrl}/auth/callback`).origin).toBe(consoleUrl);
    }),
    { numRuns: 2_000 },
  );
});
