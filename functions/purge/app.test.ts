import { expect, test } from 'vitest';
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
