import { describe, expect, test } from 'vitest';
import { microsPerDay } from '#shared/base/time/instant.ts';
import { type Store, StoreUnavailable } from '#shared/store/store.ts';
import { createLogFixture, entryOf } from './testing/create-log-fixture.ts';
import { createFailingStore } from './testing/failing-store.ts';

describe('a chain', () => {
  test('keeps its order during simultaneous requests, and needs few commits', async () => {
    const { newWriter, entries, takeCalls, problems } = createLogFixture();
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

  test('records actions that another process has already recorded, because a writer may not read the log', async () => {
    const { newWriter, entries, takeCalls, problems } = createLogFixture();
    const [one, two] = [newWriter(), newWriter()];
    for (const at of [3, 17, 18]) await one.record(entryOf(at));
    await two.record(entryOf(100));
    takeCalls();
    await Promise.all(Array.from({ length: 30 }, (_, at) => two.record(entryOf(at))));
    expect(takeCalls()).toEqual({ commit: 2 });
    expect([(await entries()).length, await problems()]).toEqual([34, []]);
  });

  // After each of these outcomes the writer does not know whether its commit was stored. The log
  // must have no gap, no repeated number and no lost entry. `createFailingStore` explains the
  // outcomes.
  test.each([
    ['lost', 0],
    ['lost', 1],
    ['landed', 0],
    ['landed', 1],
    ['resent', 0],
    ['resent', 1],
    ['decoy', 0],
    ['decoy', 1],
  ] as const)(
    'has each entry and no gap if every third commit ends as “%s”, beginning with commit %i',
    async (fate, first) => {
      const fixture = createLogFixture();
      const store = createFailingStore(fixture.store, (commit) =>
        commit % 3 === first ? fate : 'ok',
      );
      const writer = fixture.newWriter(store);
      for (let round = 0; round < 6; round += 1)
        await Promise.all(
          Array.from({ length: 7 }, (_, at) => writer.record(entryOf(round * 7 + at))),
        );
      const targets = (await fixture.entries()).map(({ data }) => data['target']);
      expect([new Set(targets).size, await fixture.problems()]).toEqual([42, []]);
      // If a commit ends as `landed` or `resent`, it is stored. The writer does not know this, and
      // writes the entries again.
      expect(targets.length > 42).toBe(fate === 'landed' || fate === 'resent');
      fixture.clock.now += microsPerDay;
      await fixture.seal();
      expect(await fixture.problems()).toEqual([]);
    },
  );

  test('is complete even if a commit succeeds long after its deadline', async () => {
    const fixture = createLogFixture();
    const late: (() => Promise<unknown>)[] = [];
    const store: Store = {
      ...fixture.store,
      async commit(writes) {
        const isFirst =
          late.length === 0 && writes.some(({ ref }) => ref.collection === 'manager_log');
        if (!isFirst) return fixture.store.commit(writes);
        late.push(() => fixture.store.commit(writes));
        throw new StoreUnavailable('no answer');
      },
    };
    const writer = fixture.newWriter(store);
    await writer.record(entryOf(1));
    await late[0]?.();
    await writer.record(entryOf(2));
    expect([(await fixture.entries()).length, await fixture.problems()]).toEqual([3, []]);
  });

  test('continues after midnight, with a new data key, and when the clock goes back', async () => {
    const { newWriter, entries, clock, problems, wrapper, seal } = createLogFixture();
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
