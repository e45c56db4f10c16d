import { expect, test } from 'vitest';
import { messageCosts, sumOf } from '../provision/costs/estimate-costs.ts';
import { growthOf } from './growth-table.ts';

test('if a billion messages are stored for seven days each, 1,653 to 1,654 messages arrive in a second', () => {
  const billion = growthOf(1_000_000_000);
  expect(Math.floor(billion.perSecond)).toBe(1_653);
  expect(billion.writesPerSecond).toBe(2 * billion.perSecond);
  // Each shard accepts 500 writes a second, but the plan gives it only 400. `growth-table.ts`
  // explains why.
  expect(billion.shards).toBe(5);
});

test('the cost of a month is the number of its messages in millions, times the price of a million messages', () => {
  // If 604,800 messages are stored for seven days each, one message arrives in a second.
  const { dollarsOfMonth } = growthOf(604_800);
  expect(dollarsOfMonth).toBeCloseTo(2.628 * sumOf(messageCosts()), 2);
});
