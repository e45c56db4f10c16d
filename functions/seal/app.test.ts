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

test('the log names each seal, to be compared with later', async () => {
  expect(await sealAfter(0)).toContainEqual(
    expect.objectContaining({
      message: 'day sealed',
      tenant: 'acme',
      day: '2026-01-21',
      number: 1,
      entries: 1,
      seal_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    }),
  );
});

test('a sealing that was due for a day is told, one that was due for longer is an error', async () => {
  const line = { message: 'seal', severity: 'INFO', oldest_overdue_seconds: 86_400 };
  expect(await sealAfter(12)).toContainEqual(expect.objectContaining(line));
  const late = { message: 'seal is late', severity: 'ERROR', oldest_overdue_seconds: 90_000 };
  expect(await sealAfter(13)).toContainEqual(expect.objectContaining(late));
});
