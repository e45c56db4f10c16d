import { expect, it } from 'vitest';
import { BrokenLines } from '#shared/domains/coupons/broken-lines.ts';
import { readCodes } from '#shared/domains/coupons/read-codes.ts';
import { csvOf } from '#shared/domains/coupons/testing/create-coupon-fixture.ts';
import { describeRule } from './describe-rule.ts';

const files = [
  'code\nA-1\nA-2\nA-3\nA-4\nA-5',
  'A-1\nA-1\nx;y\nA\u200b2\n"A\u00002"\n\ufffd\n---\n" "',
  `A-1\n${'x'.repeat(129)}`,
  'sep=;\nA-1',
  '',
  'A-1\nB"x',
];

it.each(['en', 'de'] as const)(
  'each rule that the test files break has a text in %s',
  async (language) => {
    const rules = ['not used before', 'not loaded before', 'RFC 4180'];
    for (const file of files) {
      const broken = new BrokenLines();
      const options = { header: undefined, fold: true, broken, isAllWanted: true };
      // The files are read one after the other.
      // oxlint-disable-next-line no-await-in-loop
      await readCodes(csvOf(file), options).catch(() => undefined);
      rules.push(...broken.first.map(({ rule }) => rule));
    }
    expect(new Set(rules).size).toBeGreaterThan(8);
    expect(rules.filter((rule) => describeRule(rule, language) === rule)).toEqual([]);
  },
);

it('the text about a repeated code names the line in which the code appears first', () => {
  expect(describeRule('not twice, see line 3', 'de')).toContain('Zeile 3');
});

it('for an unknown rule, the text of the API is shown', () => {
  expect(describeRule('no moons', 'en')).toBe('no moons');
});
