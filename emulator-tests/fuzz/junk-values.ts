import fc from 'fast-check';
import { canary, canaryNumber } from './canary.ts';
import { JsonText } from './json-text.ts';

const raw = (text: string) => new JsonText(text);
const nested = (depth: number) => raw('['.repeat(depth) + ']'.repeat(depth));

/** Values that are wrong in most fields. */
export const junk: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
  {
    weight: 6,
    arbitrary: fc.constantFrom<unknown>(
      null,
      true,
      0,
      -1,
      1.5,
      '',
      ' ',
      [],
      {},
      [[]],
      [null],
      { [canary]: canary },
      [canary],
      canary,
      `${canary}\u0000`,
      `\u0000`,
      `${canary}\u2028`,
      `\u202e${canary}`,
      'NaN',
      canaryNumber,
      2 ** 53,
      -(2 ** 63),
      1e308,
      5e-324,
      '__proto__',
      'constructor',
      '0',
      '2026-02-30T00:00:00Z',
      '9999-12-31T23:59:60Z',
      '0000-01-01T00:00:00Z',
      '-1',
    ),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom<unknown>(
      ...['1e400', '-1e400', '-0', '1E+2', '007', 'NaN', 'Infinity', '0x10', 'undefined', '1.'].map(
        raw,
      ),
      ...[`"${canary}\\ud800"`, '"\\udc00"', `"\\u0000${canary}"`, `'${canary}'`].map(raw),
      ...[63, 64, 65, 100].map(nested),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.oneof(
      fc
        .constantFrom(
          64,
          65,
          254,
          255,
          256,
          257,
          2_048,
          8_000,
          8_001,
          16_000,
          16_001,
          65_530,
          65_537,
        )
        .map((length) => canary.padEnd(length, 'ä')),
      fc.constantFrom(nested(30_000), canary.repeat(30_000)),
    ),
  },
);

/** Names that no field of a request should have. */
export const oddNames = [
  canary,
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '',
  ' ',
  '$ref',
  'id',
  'created_at',
  'expires_at',
  'tenant',
  'dek',
  'enc',
  'purge_shard',
  'email_aes',
  `${canary}\u0000`,
  `a/b~${canary}`,
  'ä'.repeat(300),
  'a.b',
  '`',
  '*',
  '__name__',
  '__id__',
];
