import { expect, test } from 'vitest';
import { formatInstant } from '#shared/base/time/instant.ts';
import type { Store } from '#shared/store/store.ts';
import { sweepReports } from '#shared/sweeps/reports/collections.ts';
import { readLastPurge } from '#shared/sweeps/reports/read-reports.ts';
import { createTaskFixture } from '#shared/wiring/testing/create-task-fixture.ts';
import { createPurgeApp } from './app.ts';

async function purgeAfter(seconds: number) {
  const { clock, serviceOf, lines } = await createTaskFixture();
  clock.now += seconds * 1_000_000;
  const headers = { authorization: 'Bearer scheduler' };
  const app = createPurgeApp(serviceOf('purge'));
  const response = await app.request('/tasks/purge', { method: 'POST', headers });
  return { report: await response.json(), lines };
}

test('a run notes what it did, and one that cannot has failed', async () => {
  const fixture = await createTaskFixture();
  const headers = { authorization: 'Bearer scheduler' };
  const run = async (store = fixture.store) => {
    const app = createPurgeApp(fixture.serviceOf('purge', store));
    return (await app.request('/tasks/purge', { method: 'POST', headers })).status;
  };
  const commit: Store['commit'] = async (writes) => {
    if (writes.some(({ ref }) => ref.collection === sweepReports.id)) throw new Error('full');
    return fixture.store.commit(writes);
  };
  expect(await run({ ...fixture.store, commit })).toBe(503);
  expect(await readLastPurge(fixture.store)).toBeNull();
  expect(await run()).toBe(200);
  expect(await readLastPurge(fixture.store)).toEqual({
    at: formatInstant(fixture.clock.now),
    complete: true,
  });
});

test('a deletion that was due for two hours is told, one that was due for longer is an error', async () => {
  const inTime = await purgeAfter(3_600);
  expect(inTime.report).toMatchObject({ oldest_overdue_seconds: 7_200 });
  expect(inTime.lines).toContainEqual(
    expect.objectContaining({ severity: 'INFO', message: 'purge', ...inTime.report }),
  );
  const late = await purgeAfter(3_601);
  expect(late.lines).toContainEqual(
    expect.objectContaining({ severity: 'ERROR', message: 'purge is late', ...late.report }),
  );
});
