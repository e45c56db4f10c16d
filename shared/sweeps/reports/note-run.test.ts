import { expect, test } from 'vitest';
import { microsPerDay, microsPerSecond } from '#shared/base/time/instant.ts';
import { createTestFixture } from '#shared/records/testing/create-test-context.ts';
import type { Store } from '#shared/store/store.ts';
import type { PurgeReport } from '../purge/run-purge.ts';
import { dayOf, notePurge, reportRef } from './note-run.ts';
import { readLastPurge } from './read-reports.ts';

const report: PurgeReport = {
  complete: true,
  failed: 0,
  deleted: 3,
  deleted_by_collection: { customers: 3 },
  keys_destroyed: 1,
  keys_waiting: 0,
  oldest_key_waiting_seconds: null,
  oldest_overdue_seconds: 60,
  shards: 4,
  duration_ms: 5,
};

function create() {
  const { store, clock, contextOf } = createTestFixture();
  const { random, randomBytes, sleep } = contextOf('acme');
  const deps = { random, randomBytes, sleep, purgeShards: 4 };
  const note = (changes: Partial<PurgeReport> = {}, through: Store = store) =>
    notePurge({ ...deps, store: through }, clock.now, { ...report, ...changes });
  const dayReport = async (day: string) => (await store.get(reportRef('purge', day)))?.data;
  return { store, clock, note, dayReport };
}

test('the report of a day contains the sums of the day’s runs, and the report of the last run contains only this run', async () => {
  const { store, clock, note, dayReport } = create();
  expect(await readLastPurge(store)).toBeNull();
  const today = dayOf(clock.now);
  await note();
  clock.now += 900 * microsPerSecond;
  await note({ complete: false, deleted: 2, oldest_overdue_seconds: 90, keys_destroyed: 0 });
  expect(await dayReport(today)).toMatchObject({
    runs: 2,
    complete_runs: 1,
    last_complete: false,
    deleted: 5,
    keys_destroyed: 1,
    latest_seconds: 90,
  });
  expect((await readLastPurge(store))?.lastRun.complete).toBe(false);
  clock.now += microsPerDay;
  await note({ oldest_overdue_seconds: null });
  expect(await dayReport(dayOf(clock.now))).toMatchObject({ runs: 1, latest_seconds: 0 });
  expect(await dayReport(today)).toMatchObject({ runs: 2 });
});

test('if several runs end at the same time, the day’s report counts all of them', async () => {
  const { clock, note, dayReport } = create();
  await Promise.all(Array.from({ length: 5 }, () => note()));
  expect(await dayReport(dayOf(clock.now))).toMatchObject({ runs: 5, deleted: 15 });
});

test('a run is counted once, even if the answer to its commit was lost', async () => {
  const { store, clock, note, dayReport } = create();
  await note();
  // The database client sends the commit a second time. By then the first one has taken effect.
  const commit: Store['commit'] = async (writes) => {
    await store.commit(writes);
    return store.commit(writes);
  };
  await note({}, { ...store, commit });
  expect(await dayReport(dayOf(clock.now))).toMatchObject({ runs: 2, deleted: 6 });
});
