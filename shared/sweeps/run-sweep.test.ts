import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { overdueSeconds } from './overdue-seconds.ts';
import { runFound, runUnits, sumFound } from './run-units.ts';
import { createRunnerFixture, everyThing, runStart } from './testing/create-runner-fixture.ts';

const done = { complete: true };

describe('the time budget', () => {
  test('is checked before each unit: when it is used up, no further unit starts, and the run is not complete', async () => {
    const { run, spend } = await createRunnerFixture();
    const begun: number[] = [];
    const report = await run(async (sweep) => {
      await runUnits(sweep, [1, 2, 3, 4, 5], async (unit) => {
        begun.push(unit);
        spend(4);
        return done;
      });
      return {};
    });
    expect(begun).toEqual([1, 2, 3]);
    expect(report).toEqual({ complete: false, failed: 0, duration_ms: 12_000 });
  });

  test('can be used up by the last unit, and the run is still complete', async () => {
    const { run, spend } = await createRunnerFixture();
    const report = await run(async (sweep) => {
      await runUnits(sweep, [1, 2], async () => {
        spend(5);
        return done;
      });
      return {};
    });
    expect(report).toMatchObject({ complete: true, duration_ms: 10_000 });
  });

  test('is checked before each step: when it is used up, the next step starts no work', async () => {
    const { run, spend } = await createRunnerFixture(1);
    const report = await run(async (sweep) => {
      const first = await runUnits(sweep, ['first'], async () => {
        spend(10);
        return done;
      });
      const second = await runUnits(sweep, ['second'], async () => done);
      const third = await runFound(sweep, everyThing, async () => done);
      return { steps: [first.length, second.length, third.length] };
    });
    expect(report).toMatchObject({ complete: false, failed: 0, steps: [1, 0, 0] });
  });

  test('is checked before each document of a page, and before each page', async () => {
    for (const [seconds, expected] of [
      [4, 3],
      [5, 2],
    ] as const) {
      const { run, spend } = await createRunnerFixture(4);
      const report = await run(async (sweep) => {
        const found = await runFound(sweep, everyThing, async () => {
          spend(seconds);
          return done;
        });
        return { found: found.length };
      });
      expect(report).toMatchObject({ complete: false, found: expected });
    }
  });
});

describe('a failure', () => {
  const outage = new Error('outage');
  const failAt = (failing: number) => async (unit: number) => {
    if (unit === failing) throw outage;
    return { ...done, unit };
  };

  test('is counted and logged once, and the other units are done', async () => {
    const { run, failures } = await createRunnerFixture();
    const report = await run(async (sweep) => {
      const outcomes = await runUnits(sweep, [1, 2, 3], failAt(2));
      return { units: outcomes.map(({ unit }) => unit) };
    });
    expect(report).toMatchObject({ complete: false, failed: 1, units: [1, 3] });
    expect(failures).toEqual([outage]);
  });

  test('is logged before the next unit starts, so that even a killed run has logged it', async () => {
    const { run } = await createRunnerFixture();
    const course: unknown[] = [];
    const onFailure = (error: unknown) => void course.push(error);
    const work = async (unit: number) => {
      course.push(unit);
      return failAt(1)(unit);
    };
    await run(async (sweep) => ({ n: (await runUnits(sweep, [1, 2], work)).length }), {
      onFailure,
    });
    expect(course).toEqual([1, outage, 2]);
  });

  test('to read a page is counted once, and the report also contains the work that was done before the failure', async () => {
    const { store, run, failures } = await createRunnerFixture(4);
    const failing: typeof store = {
      ...store,
      query: async (query) => {
        if (query.startAfter !== undefined) throw outage;
        return store.query(query);
      },
    };
    const report = await run(
      async (sweep) => {
        const found = await runFound(sweep, everyThing, async () => done);
        const after = await runUnits(sweep, ['after'], async () => done);
        return { found: found.length, after: after.length };
      },
      { store: failing },
    );
    expect(report).toMatchObject({ complete: false, failed: 1, found: 2, after: 1 });
    expect(failures).toEqual([outage]);
  });

  test('of one document does not stop the other documents and pages', async () => {
    const { run, failures } = await createRunnerFixture(5);
    const report = await run(async (sweep) => {
      const found = await runFound(sweep, everyThing, async ({ data }) =>
        failAt(1)(data['score'] as number),
      );
      return { units: found.map(({ unit }) => unit) };
    });
    expect(report).toMatchObject({ complete: false, failed: 1, units: [0, 2, 3, 4] });
    expect(failures).toEqual([outage]);
  });

  test('of one document does not change the sums over all other documents of all pages', async () => {
    const { run, failures } = await createRunnerFixture(5);
    const report = await run(async (sweep) => {
      const work = async ({ data }: { readonly data: object }) => {
        const { unit } = await failAt(1)((data as { readonly score: number }).score);
        return { ...done, scores: unit, documents: 1 };
      };
      const sums = await sumFound(sweep, everyThing, work, ['scores', 'documents'], 2);
      return { sums };
    });
    expect(report).toMatchObject({ complete: false, failed: 1, sums: { scores: 9, documents: 4 } });
    expect(failures).toEqual([outage]);
  });

  test('is not noted for a unit that only leaves work for the next run', async () => {
    const { run, failures } = await createRunnerFixture();
    const report = await run(async (sweep) => {
      await runUnits(sweep, [true, false, true], async (complete) => ({ complete }));
      return {};
    });
    expect([report, failures]).toMatchObject([{ complete: false, failed: 0 }, []]);
  });
});

test('units start in the order of the list, only a limited number runs at the same time, and the results have the order of the list', async () => {
  const { run } = await createRunnerFixture();
  const begun: number[] = [];
  let [active, most] = [0, 0];
  const report = await run(async (sweep) => {
    const units = [5, 4, 3, 2, 1, 0];
    const outcomes = await runUnits(
      sweep,
      units,
      async (unit) => {
        begun.push(unit);
        active += 1;
        most = Math.max(most, active);
        for (let turns = 0; turns < unit; turns += 1) await turn();
        active -= 1;
        return { ...done, unit };
      },
      3,
    );
    return { units: outcomes.map(({ unit }) => unit) };
  });
  expect([begun, most, report.units]).toEqual([[5, 4, 3, 2, 1, 0], 3, [5, 4, 3, 2, 1, 0]]);
});

test('a report states the result of the run, the sweep’s counts, and the duration', async () => {
  const { run, spend } = await createRunnerFixture();
  const report = await run(async () => {
    spend(1.2344);
    return { things: 3 };
  });
  expect(JSON.stringify(report)).toBe('{"complete":true,"failed":0,"things":3,"duration_ms":1234}');
});

test('the clock is read once, at the start of a run, and the instant does not change during the run', async () => {
  const { run } = await createRunnerFixture();
  let reads = 0;
  const now = () => runStart + reads++;
  const report = await run(async (sweep) => ({ first: sweep.startedAt, again: sweep.startedAt }), {
    now,
  });
  expect([report.first, report.again, reads]).toEqual([runStart, runStart, 1]);
});

test('the overdue time is the number of whole seconds for which the oldest item has been due, or null without items', () => {
  const run = { startedAt: 10_999_999 };
  expect(overdueSeconds(run, [9_000_000, undefined, 3_000_000])).toBe(7);
  expect(overdueSeconds(run, [10_999_999])).toBe(0);
  expect(overdueSeconds(run, [])).toBeNull();
  expect(overdueSeconds(run, [undefined])).toBeNull();
});
