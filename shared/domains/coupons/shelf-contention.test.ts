import { expect, test } from 'vitest';
import { Shelf } from './shelf.ts';
import { createSeededRandom } from './testing/seeded-random.ts';
import { TestStock } from './testing/test-stock.ts';

function stockOf(codes: number): TestStock {
  const stock = new TestStock();
  stock.load(createSeededRandom(0), codes);
  return stock;
}
const large = stockOf(10_000);

/**
 * Simulates callers in several processes who request codes at the same time. It simulates the worst
 * case: no caller commits while another caller can still get a code. Then the callers who hold a
 * code commit in a random order.
 */
async function emitAtOnce(
  stock: TestStock,
  seed: number,
  counts: { processes: number; callers: number },
) {
  const random = createSeededRandom(seed);
  const tally = { commits: 0, refused: 0, queries: 0, read: 0 };
  const source = stock.source(random, async (stretch) => {
    const found = stock.find(stretch);
    tally.queries += 1;
    tally.read += found.length;
    return found;
  });
  const atCommit = new Map<() => void, number>();
  const commit = async (id: string) => {
    await new Promise<void>((resolve) => atCommit.set(resolve, random()));
    tally.commits += 1;
    return stock.use(id);
  };
  const emit = async (shelf: Shelf) => {
    for (;;) {
      const { id } = (await shelf.take(source))?.ref ?? { id: '' };
      const isUsed = await commit(id);
      shelf.settle(id, isUsed ? 'used' : 'open');
      if (isUsed) return;
      tally.refused += 1;
    }
  };
  const shelves = Array.from({ length: counts.processes }, () => new Shelf());
  const emissions = shelves.flatMap((shelf) =>
    Array.from({ length: counts.callers }, () => emit(shelf)),
  );
  while (tally.commits - tally.refused < emissions.length) {
    await new Promise((resolve) => setImmediate(resolve));
    const ready = [...atCommit].toSorted(([, left], [, right]) => left - right);
    atCommit.clear();
    for (const [goOn] of ready) goOn();
  }
  await Promise.all(emissions);
  stock.restore(emissions.length);
  return { ...tally, shareRefused: tally.refused / tally.commits };
}

const seeds = Array.from({ length: 1_000 }, (_, seed) => seed);

test('if two processes emit 100 of 10,000 codes at the same time, none of 1,000 runs loses more than 5 % of its commits, and the average run loses less than 0.1 %', async () => {
  const shares: number[] = [];
  for (const seed of seeds) {
    const { shareRefused } = await emitAtOnce(large, seed, { processes: 2, callers: 50 });
    shares.push(shareRefused);
  }
  expect(Math.max(...shares)).toBeLessThanOrEqual(0.05);
  expect(shares.reduce((sum, share) => sum + share, 0) / shares.length).toBeLessThan(0.001);
}, 30_000);

test('one process emits codes for 100 simultaneous callers with two queries, with at most five unneeded codes and with no refused commit', async () => {
  const tally = await emitAtOnce(large, 1, { processes: 1, callers: 100 });
  expect(tally).toMatchObject({ queries: 2, refused: 0 });
  expect(tally.read).toBeLessThanOrEqual(105);
});

test('if two processes empty a stock of 20 codes, fewer than a quarter of their commits are refused', async () => {
  const small = stockOf(20);
  const total = { commits: 0, refused: 0 };
  for (const seed of seeds.slice(0, 100)) {
    const { commits, refused } = await emitAtOnce(small, seed, { processes: 2, callers: 10 });
    total.commits += commits;
    total.refused += refused;
  }
  expect(total.refused / total.commits).toBeLessThan(1 / 4);
});
