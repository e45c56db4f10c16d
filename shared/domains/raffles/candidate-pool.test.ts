import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCandidatePool } from './candidate-pool.ts';
import { chiSquare, chiSquareLimit, createSeededBytes } from './testing/create-raffle-fixture.ts';

const ref = (id: number) => ({ tenant: 't', collection: 'c', id: String(id) });

/** Draws `count` of entries, each named by its person. */
function drawOf(persons: readonly number[], count: number, bytes: (n: number) => Uint8Array) {
  const pool = createCandidatePool(count);
  for (const [index, person] of persons.entries()) {
    const key = Buffer.from(bytes(16)).toString('hex');
    pool.offer({ key, person: String(person), ref: ref(index) });
  }
  return pool.ranked().map(({ ref: { id } }) => Number(id));
}

const people = (count: number) => Array.from({ length: count }, (_, person) => person);

describe('a draw is uniform at a significance of one in a million', () => {
  test('every entry is drawn as often as any other, wherever it stands', () => {
    const bytes = createSeededBytes(11);
    const counts = people(20).map(() => 0);
    for (let round = 0; round < 5_000; round += 1)
      for (const drawn of drawOf(people(20), 5, bytes)) counts[drawn] = (counts[drawn] ?? 0) + 1;
    // Without replacement, the counts vary by (20 - 5) / 19 of what independent draws would.
    expect(chiSquare(counts) * (19 / 15)).toBeLessThan(chiSquareLimit(19));
  });

  test('every ordered pair is drawn as often as any other', () => {
    const bytes = createSeededBytes(12);
    const counts = new Map<string, number>();
    for (const first of people(6))
      for (const second of people(6)) if (first !== second) counts.set(`${first},${second}`, 0);
    for (let round = 0; round < 9_000; round += 1) {
      const pair = drawOf(people(6), 2, bytes).join(',');
      counts.set(pair, (counts.get(pair) ?? 0) + 1);
    }
    expect(counts.size).toBe(30);
    expect(chiSquare([...counts.values()])).toBeLessThan(chiSquareLimit(29));
  });

  test('a person with three entries of six is drawn first half of the time, and each entry alike', () => {
    const bytes = createSeededBytes(13);
    const counts = people(6).map(() => 0);
    const persons = [0, 1, 0, 2, 0, 3];
    for (let round = 0; round < 9_000; round += 1) {
      const [first = -1] = drawOf(persons, 2, bytes);
      counts[first] = (counts[first] ?? 0) + 1;
    }
    expect(chiSquare(counts)).toBeLessThan(chiSquareLimit(5));
  });
});

test('a draw equals sorting all entries by their keys and skipping persons drawn before', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          key: fc.nat({ max: 10_000 }).map((key) => key.toString(16).padStart(4, '0')),
          person: fc.nat({ max: 6 }),
        }),
      ),
      fc.integer({ min: 1, max: 5 }),
      (entries, size) => {
        const unique = [...new Map(entries.map((entry) => [entry.key, entry])).values()];
        const pool = createCandidatePool(size);
        for (const { key, person } of unique)
          pool.offer({ key, person: String(person), ref: ref(0) });
        const sorted = unique.toSorted((left, right) => (left.key < right.key ? -1 : 1));
        const first = new Map<number, string>();
        for (const { key, person } of sorted) if (!first.has(person)) first.set(person, key);
        expect(pool.ranked().map(({ key }) => key)).toEqual([...first.values()].slice(0, size));
        expect(pool.isWhole()).toBe(first.size <= size);
      },
    ),
  );
});

test('of 20,000 entries it keeps at most its size in memory', () => {
  const bytes = createSeededBytes(14);
  const pool = createCandidatePool(70);
  let most = 0;
  for (const person of people(20_000)) {
    const key = Buffer.from(bytes(16)).toString('hex');
    pool.offer({ key, person: String(person), ref: ref(person) });
    if (person % 1_000 === 0) most = Math.max(most, pool.ranked().length);
  }
  expect(most).toBe(70);
});
