import { expect, test } from 'vitest';
import { messageCosts, sumOf } from '../provision/costs/estimate-costs.ts';
import { growthOf } from './growth-table.ts';

test('a billion messages that are stored for seven days arrive at 1,653 a second', () => {
  const billion = growthOf(1_000_000_000);
  expect(Math.floor(billion.perSecond)).toBe(1_653);
  expect(billion.writesPerSecond).toBe(2 * billion.perSecond);
  // Each shard accepts 500 writes a second. The plan uses 400 of them.
  expect(billion.shards).toBe(5);
});

test('the cost of a month follows from its messages, at the price of a million messages', () => {
  // 604,800 messages that are stored for seven days are one message a second.
  const { dollarsOfMonth } = growthOf(604_800);
  expect(dollarsOfMonth).toBeCloseTo(2.628 * sumOf(messageCosts()), 2);
});
