import { expect, test } from 'vitest';
import { keys, schedules } from '../../manifest.ts';
import { idleCosts, messageCosts, renderCosts, runsOf, sumOf } from './estimate-costs.ts';
import { type Price, prices, unpriced } from './prices.ts';

test.each(Object.entries<Price>(prices))(
  'the price %s states its source and its date',
  (_name, { usd, source, asOf }) => {
    expect(usd).toBeGreaterThan(0);
    expect(source).toMatch(/^https:\/\/cloud\.google\.com\//);
    expect(asOf).toMatch(/20\d\d/);
  },
);

test('every price is used, and the printed costs name the prices that come from another region or were not found', () => {
  const used = [...idleCosts(), ...messageCosts()].map(({ price }) => price);
  expect(new Set(used)).toEqual(new Set(Object.keys(prices)));
  const told = renderCosts().join('\n');
  for (const price of Object.values<Price>(prices))
    if (price.isOf !== undefined) expect(told).toContain(price.isOf);
  for (const missing of unpriced) expect(told).toContain(missing);
});

test('the cost of an idle month contains each key and each job of the manifest', () => {
  const amountOf = (price: string) => idleCosts().find((cost) => cost.price === price)?.amount;
  expect(amountOf('keyVersion')).toBe(keys.length);
  expect(amountOf('job')).toBe(schedules.length);
  expect(idleCosts().filter(({ what }) => what.startsWith('reads of'))).toHaveLength(
    schedules.length,
  );
});

test('a job that runs every quarter of an hour runs 2,920 times in a month', () => {
  expect(runsOf('*/15 * * * *')).toBeCloseTo(2_920, 0);
  expect(runsOf('10 * * * *')).toBeCloseTo(730, 0);
});

test('a cost is an amount times its price, and the printed cost of a million messages is the sum of its parts', () => {
  expect(sumOf([{ what: 'a', amount: 100_000, price: 'documentWrite' }])).toBeCloseTo(0.18);
  const told = renderCosts().find((line) => line.startsWith('A million messages'));
  expect(told).toBe(`A million messages: $${sumOf(messageCosts()).toFixed(2)}`);
});
