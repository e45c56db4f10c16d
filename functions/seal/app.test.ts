import { expect, test } from 'vitest';
import { createTaskFixture } from '#shared/wiring/testing/create-task-fixture.ts';
import { createSealApp } from './app.ts';

async function sealAfter(hours: number) {
  const { clock, serviceOf, lines } = await createTaskFixture();
  clock.now += hours * 3_600_000_000;
  const headers = { authorization: 'Bearer scheduler' };
  await createSealApp(serviceOf('seal')).request('/tasks/seal', { method: 'POST', headers });
  return lines;
}

test('for each seal the function logs a line with which the seal can be compared later', async () => {
  expect(await sealAfter(0)).toContainEqual(
    expect.objectContaining({
      message: 'hour sealed',
      tenant: 'acme',
      hour: '2026-01-22T11',
      number: 1,
      entries: 1,
      seal_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    }),
  );
});

test('the log line of a run is an error if two runs before it are missing, but not if only one run is missing', async () => {
  const line = { message: 'seal', severity: 'INFO', oldest_overdue_seconds: 6_900 };
  expect(await sealAfter(1)).toContainEqual(expect.objectContaining(line));
  const late = { message: 'seal is late', severity: 'ERROR', oldest_overdue_seconds: 10_500 };
  expect(await sealAfter(2)).toContainEqual(expect.objectContaining(late));
});
