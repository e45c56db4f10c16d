import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { createLogger } from '#shared/http/logger.ts';
import { createLogBench, entryOf } from '#shared/manager-log/testing/create-log-bench.ts';
import { Problem } from '#shared/problems/problem.ts';
import { createSealDeps } from '#shared/service/manager-log-deps.ts';
import { StoreUnavailable } from '#shared/store/store.ts';
import { microsPerDay } from '#shared/time/instant.ts';
import { createSealApp } from './app.ts';

async function createApp(
  changes: { readonly isScheduler?: boolean; readonly isDown?: boolean } = {},
) {
  const lines: { [name: string]: unknown }[] = [];
  const bench = createLogBench();
  await bench.newWriter().record(entryOf(1));
  bench.clock.now += microsPerDay;
  const commit = () => Promise.reject(new StoreUnavailable('down: anna@example.com'));
  const store = changes.isDown ? { ...bench.store, commit } : bench.store;
  const app = createSealApp({
    logger: createLogger('info', 'seal', { write: (line) => void lines.push(JSON.parse(line)) }),
    monotonic: () => 0,
    newRequestId: randomUUID,
    checkScheduler: () =>
      changes.isScheduler === false
        ? Promise.reject(new Problem('token-invalid'))
        : Promise.resolve(),
    seal: {
      ...createSealDeps({ store, signer: bench.signer, now: () => bench.clock.now }),
      monotonic: () => 0,
      purgeShards: 4,
      budgetSeconds: 60,
    },
  });
  const run = () => app.request('/tasks/seal', { method: 'POST' });
  return { run, lines, bench };
}

test('the answer and the log say what was sealed; the log also names each seal, to be compared with later', async () => {
  const { run, lines, bench } = await createApp();
  const response = await run();
  expect(response.status).toBe(200);
  const report = await response.json();
  expect(report).toMatchObject({ complete: true, failed: 0, sealed: 1 });
  expect(lines.find(({ message }) => message === 'sealing')).toMatchObject(report);
  expect(lines.find(({ message }) => message === 'day sealed')).toMatchObject({
    tenant: 'acme',
    day: '2026-01-15',
    number: 1,
    entries: 1,
    seal_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(await bench.problems()).toEqual([]);
});

test('a sealing that was off for more than a day is logged as an error', async () => {
  const { run, lines, bench } = await createApp();
  bench.clock.now += 2 * microsPerDay;
  await run();
  expect(lines.find(({ message }) => message === 'sealing is late')).toMatchObject({
    severity: 'ERROR',
  });
});

test('who is not the Scheduler is refused, and nothing is sealed', async () => {
  const { run, bench } = await createApp({ isScheduler: false });
  const response = await run();
  expect([response.status, (await response.json()).code]).toEqual([401, 'token-invalid']);
  expect(await bench.seals()).toEqual([]);
});

test('a failure answers 503, so that the Scheduler tries again, and is logged without its text', async () => {
  const { run, lines } = await createApp({ isDown: true });
  const response = await run();
  expect([response.status, (await response.json()).code]).toEqual([503, 'seal-failed']);
  expect(lines.find(({ message }) => message === 'part of the sealing failed')).toMatchObject({
    severity: 'ERROR',
    error: 'StoreUnavailable',
  });
  expect(JSON.stringify(lines)).not.toContain('anna@example.com');
});
