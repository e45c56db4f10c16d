import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { root } from './build/functions.ts';

/** Phrases that promise more than Mayfly does, and the true statement for each. */
const overclaims: readonly (readonly [RegExp, string])[] = [
  [
    /unreadable|(?:nobody|no one) can read/i,
    'expired data is shown to nobody; a copy can be decrypted until its key is destroyed',
  ],
  [
    /gone before the answer|nothing of it is left/i,
    'the record is deleted; Firestore still answers reads of the past hour, and the data key remains',
  ],
  [
    /can read only those/i,
    'with its own rights a function decrypts only its own data, but it could write more rights for itself',
  ],
  [/cannot read them/i, 'data that is not encrypted can be read'],
];

/**
 * Texts that callers and operators read. The changelog is not checked, because it also describes
 * earlier versions.
 */
const texts = globSync(
  [
    '*.md',
    '{functions,shared,infra,emulator-tests}/**/*.md',
    'infra/openapi.json',
    'functions/**/*.tsx',
  ],
  { cwd: root, exclude: ['CHANGELOG.md', '**/node_modules/**'] },
);

test('no text contains one of the listed phrases, which promise more than Mayfly does', () => {
  expect(texts.length).toBeGreaterThan(30);
  const found = texts.flatMap((file) => {
    const text = readFileSync(`${root}${file}`, 'utf8');
    return overclaims
      .filter(([words]) => words.test(text))
      .map(([words, truth]) => `${file}: ${words.exec(text)?.[0]} (${truth})`);
  });
  expect(found).toEqual([]);
});

test.each([
  ['README.md', /still answers reads of the past\s+hour/],
  [
    'README.md',
    /its data key stays until an hour after the end of the bucket, because other records share the key/,
  ],
  ['README.md', /Somebody with the tenant's pepper can use a hash to confirm a guess/],
  ['shared/vault/README.md', /If a record is deleted by hand, its data key is not deleted/],
  ['shared/access/README.md', /What a stolen credential of one function can do/],
])('%s contains the true statement: %s', (file, words) => {
  expect(readFileSync(`${root}${file}`, 'utf8')).toMatch(words);
});
