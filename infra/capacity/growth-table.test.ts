import { expect, test } from 'vitest';
import { messageCosts, sumOf } from '../provision/costs/estimate-costs.ts';
import { growthOf } from './growth-table.ts';

test('a service that always contains a billion messages, each stored for seven days, gets about 1,653 messages a second', () => {
  const billion = growthOf(1_000_000_000);
  expect(Math.floor(billion.perSecond)).toBe(1_653);
  expect(billion.writesPerSecond).toBe(2 * billion.perSecond);
  // In each collection a shard accepts 500 writes a second, but the plan gives it only 400.
  // `growth-table.ts` explains why. The two writes of a message go to two collections.
  expect(billion.shards).toBe(5);
});

test('the cost of a month is the number of its messages in millions, times the price of a million messages', () => {
  // A service that always contains 604,800 messages, each stored for seven days, gets one message a
  // second.
  const { dollarsOfMonth } = growthOf(604_800);
  expect(dollarsOfMonth).toBeCloseTo(2.628 * sumOf(messageCosts()), 2);
});
