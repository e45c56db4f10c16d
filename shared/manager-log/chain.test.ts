import { describe, expect, test } from 'vitest';
import { AlreadyExists, type Store, StoreUnavailable } from '../store/store.ts';
import { microsPerDay } from '../time/instant.ts';
import { createLogBench, entryOf } from './testing/create-log-bench.ts';
import { createFailingStore } from './testing/failing-store.ts';

describe('a chain', () => {
  test('keeps its order under simultaneous requests, in few commits', async () => {
    const { newWriter, entries, takeCalls, problems } = createLogBench();
    const writer = newWriter();
    await writer.record(entryOf(0));
    takeCalls();
    await Promise.all(Array.from({ length: 150 }, (_, at) => writer.record(entryOf(at + 1))));
    expect(takeCalls()).toEqual({ commit: 3 });
    const all = await entries();
    expect(all.map(({ data }) => data['seq'])).toEqual(Array.from({ length: 151 }, (_, at) => at));
    const hashes = all.map(({ data }) => data['entry_hash']);
    expect(all.map(({ data }) => data['prev'])).toEqual([undefined, ...hashes.slice(0, -1)]);
    expect(await problems()).toEqual([]);
  });

  test('finds out which of a batch another process has recorded, and writes the others', async () => {
    const { newWriter, entries, problems } = createLogBench();
    const [one, two] = [newWriter(), newWriter()];
    for (const at of [3, 17, 18]) await one.record(entryOf(at));
    await two.record(entryOf(100));
    await Promise.all(Array.from({ length: 30 }, (_, at) => two.record(entryOf(at))));
    expect([(await entries()).length, await problems()]).toEqual([31, []]);
  });

  // What a commit without an answer did is never known; neither guess may leave a gap or a repeated number.
  test.each([
    ['lost', 0],
    ['lost', 1],
    ['landed', 0],
    ['landed', 1],
    ['resent', 0],
    ['resent', 1],
  ] as const)(
    'survives commits that are %s, from no. %i on every third: each entry once, no gap',
    async (fate, first) => {
      const bench = createLogBench();
      const store = createFailingStore(bench.store, (commit) =>
        commit % 3 === first ? fate : 'ok',
      );
      const writer = bench.newWriter(store);
      for (let round = 0; round < 6; round += 1)
        await Promise.all(
          Array.from({ length: 7 }, (_, at) => writer.record(entryOf(round * 7 + at))),
        );
      expect([(await bench.entries()).length, await bench.problems()]).toEqual([42, []]);
      bench.clock.now += microsPerDay;
      await bench.seal();
      expect(await bench.problems()).toEqual([]);
    },
  );

  test('a commit that lands long after it was given up leaves the chain whole', async () => {
    const bench = createLogBench();
    const late: (() => Promise<unknown>)[] = [];
    const store: Store = {
      ...bench.store,
      async commit(writes) {
        const isFirst =
          late.length === 0 && writes.some(({ ref }) => ref.collection === 'manager_log');
        if (!isFirst) return bench.store.commit(writes);
        late.push(() => bench.store.commit(writes));
        throw new StoreUnavailable('no answer');
      },
    };
    const writer = bench.newWriter(store);
    await writer.record(entryOf(1));
    await expect(late[0]?.()).rejects.toBeInstanceOf(AlreadyExists);
    await writer.record(entryOf(2));
    expect([(await bench.entries()).length, await bench.problems()]).toEqual([2, []]);
  });

  test('crosses midnight and buckets, and goes on when the clock goes back', async () => {
    const { newWriter, entries, clock, problems, wrapper, seal } = createLogBench();
    const writer = newWriter();
    clock.now = Date.UTC(2026, 0, 15, 23, 59, 59, 999) * 1_000 + 998;
    await Promise.all([1, 2, 3, 4, 5].map((at) => writer.record(entryOf(at))));
    clock.now += 7 * microsPerDay;
    await writer.record(entryOf(6));
    clock.now -= 2 * microsPerDay;
    await writer.record(entryOf(7));
    clock.now += 3 * microsPerDay;
    expect(await seal()).toMatchObject({ complete: true, sealed: 4 });
    expect([(await entries()).length, await problems()]).toEqual([7, []]);
    expect(wrapper.calls.wrap).toBeGreaterThanOrEqual(3);
  });
});
