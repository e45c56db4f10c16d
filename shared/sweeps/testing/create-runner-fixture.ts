import { indexCollections } from '#shared/store/check-declared.ts';
import { createMemoryStore } from '#shared/store/memory-store.ts';
import type { Query, Store } from '#shared/store/store.ts';
import {
  contractCollections,
  createContractFixture,
} from '#shared/store/testing/contract-fixture.ts';
import { runSweep } from '../run-sweep.ts';
import type { SweepDeps, SweepRun } from '../sweep-run.ts';

/** The instant at which every run of the fixture begins. */
export const runStart = 1_768_478_400_000_000;

/**
 * The maximum number of queries in a test. No test needs so many queries. So a test fails, instead
 * of running forever, if its sweep never ends.
 */
const queriesMax = 20;

/**
 * Creates a runner for tests, with numbered items in memory, a clock that the work moves forward,
 * and a list of the reported failures.
 */
export async function createRunnerFixture(things = 0) {
  const memory = createMemoryStore(indexCollections(contractCollections));
  let queries = 0;
  const store: Store = {
    ...memory,
    query: async (query) => {
      if (queries++ > queriesMax) throw new Error('the run does not end');
      return memory.query(query);
    },
  };
  const { create, query } = createContractFixture(() => store);
  for (let at = 0; at < things; at += 1)
    await store.commit([create(`thing-${at}`, { score: at, flag: false })]);
  const failures: unknown[] = [];
  let elapsedMs = 0;
  const run = <C extends object>(
    sweep: (run: SweepRun) => Promise<C>,
    changes: Partial<SweepDeps> = {},
  ) => {
    elapsedMs = 0;
    const deps: SweepDeps = {
      store,
      now: () => runStart,
      monotonic: () => elapsedMs,
      budgetSeconds: 10,
      onFailure: (error) => void failures.push(error),
      ...changes,
    };
    return runSweep(deps, sweep);
  };
  return {
    store,
    failures,
    /** Moves the clock forward, as slow work would. */
    spend: (seconds: number) => {
      elapsedMs += seconds * 1_000;
    },
    run,
    /** The ids of all items, or of the items whose field `flag` has this value. */
    left: (flag?: boolean) =>
      query({
        where: flag === undefined ? [] : [{ field: 'flag', op: '==', value: flag }],
        orderBy: byScore,
      }),
  };
}

const byScore = [{ field: 'score', direction: 'asc' }] as const;

/** All items, two on each page, in the order of their numbers. */
export const everyThing: Query = {
  collection: 'things',
  tenant: 'acme',
  where: [],
  orderBy: byScore,
  limit: 2,
};
