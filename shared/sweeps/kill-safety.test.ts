import { beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '#shared/store/store.ts';
import { runErase } from './erasure/run-erase.ts';
import { runPurge } from './purge/run-purge.ts';
import { runSeal } from './seal/run-seal.ts';
import { createKilledStore } from './testing/create-killed-store.ts';
import { createSweepFixture, stateOf } from './testing/create-sweep-fixture.ts';

let fixture: Awaited<ReturnType<typeof createSweepFixture>>;

beforeAll(async () => {
  fixture = await createSweepFixture();
});

const sweeps = [
  [
    'purge',
    { deleted: 12, keys_destroyed: 5 },
    (store: Store) => runPurge({ ...fixture.deps, store }),
  ],
  ['erase', { deleted: 6, shortened: 12 }, (store: Store) => runErase({ ...fixture.deps, store })],
  ['seal', { sealed: 6 }, (store: Store) => runSeal({ ...fixture.deps, store })],
] as const;

describe.each(sweeps)('%s', (_name, counts, run) => {
  async function runUndisturbed() {
    const store = await fixture.newStore();
    const counting = createKilledStore(store, Number.POSITIVE_INFINITY);
    const report = await run(counting.store);
    return { store, report, state: await stateOf(store), writes: counting.writes() };
  }

  test('does all its work if it is not interrupted, and the next run finds no work', async () => {
    const { store, report, state, writes } = await runUndisturbed();
    expect(report).toMatchObject({ complete: true, failed: 0, ...counts });
    expect(writes).toBeGreaterThan(4);
    const idle = Object.fromEntries(Object.keys(counts).map((name) => [name, 0]));
    expect(await run(store)).toMatchObject({ complete: true, failed: 0, ...idle });
    expect(await stateOf(store)).toEqual(state);
  });

  test.each(['none', 'half', 'all'] as const)(
    'ends in the same state as an uninterrupted run if it is killed at any of its writes and then runs again; the killed write stores: %s',
    async (landed) => {
      const { state, writes } = await runUndisturbed();
      for (let fatal = 0; fatal < writes; fatal += 1) {
        const store = await fixture.newStore();
        const killed = createKilledStore(store, fatal, landed);
        expect(await Promise.race([killed.killed, run(killed.store)])).toBe('killed');
        expect(await run(store)).toMatchObject({ complete: true, failed: 0 });
        expect(await stateOf(store)).toEqual(state);
      }
    },
  );

  test('does all its work exactly once if it runs twice at the same time, and ends in the same state as a single run', async () => {
    const { state } = await runUndisturbed();
    const store = await fixture.newStore();
    const both = await Promise.all([run(store), run(store)]);
    // If both runs find the same document, one of these runs may leave the document to the next
    // run.
    const reports = [...both, await run(store)];
    for (const [name, count] of Object.entries(counts)) {
      const parts = reports.map((report) => Object.entries(report).find(([key]) => key === name));
      expect([name, parts.reduce((sum, part) => sum + Number(part?.[1]), 0)]).toEqual([
        name,
        count,
      ]);
    }
    expect(reports.map(({ failed }) => failed)).toEqual([0, 0, 0]);
    expect(await stateOf(store)).toEqual(state);
  });
});
