import { describe, expect, test } from 'vitest';
import { orderEntrants } from './draw-order.ts';
import { createEntrantRows } from './entrant-rows.ts';
import { chiSquare, chiSquareLimit, createSeededBytes } from './testing/create-raffle-fixture.ts';

const people = (count: number) => Array.from({ length: count }, (_, person) => person);

function rowsOf(persons: readonly number[], bytes: (count: number) => Uint8Array) {
  const rows = createEntrantRows();
  for (const person of persons) rows.add(Buffer.from(bytes(16)), person);
  return rows.toRows();
}

const seedOf = (bytes: (count: number) => Uint8Array) => Buffer.from(bytes(32)).toString('hex');

describe('every order of a draw is equally likely, in a test with a significance level of one in a million', () => {
  test('every pair of entrants has the first two places as often as any other pair', async () => {
    const bytes = createSeededBytes(12);
    const rows = rowsOf(people(6), bytes);
    const counts = new Map<string, number>();
    for (let round = 0; round < 6_000; round += 1) {
      const order = await orderEntrants(rows, { seed: seedOf(bytes) });
      const pair = order.slice(0, 2).join(',');
      counts.set(pair, (counts.get(pair) ?? 0) + 1);
    }
    expect(counts.size).toBe(30);
    expect(chiSquare([...counts.values()])).toBeLessThan(chiSquareLimit(29));
  });

  test('a person with three of six entries comes first in half of the draws, and is in the order only once', async () => {
    const bytes = createSeededBytes(13);
    const rows = rowsOf([0, 1, 0, 2, 0, 3], bytes);
    const counts = people(6).map(() => 0);
    for (let round = 0; round < 6_000; round += 1) {
      const order = await orderEntrants(rows, { seed: seedOf(bytes) });
      expect(order.length).toBe(4);
      counts[order[0] ?? 0] = (counts[order[0] ?? 0] ?? 0) + 1;
    }
    expect(chiSquare(counts)).toBeLessThan(chiSquareLimit(5));
  });
});

test('a public value changes the order, and the same seed gives the same order again', async () => {
  const bytes = createSeededBytes(14);
  const rows = rowsOf(people(50), bytes);
  const seed = seedOf(bytes);
  const order = await orderEntrants(rows, { seed });
  expect(await orderEntrants(rows, { seed })).toEqual(order);
  expect(await orderEntrants(rows, { seed, public_value: '7' })).not.toEqual(order);
});
