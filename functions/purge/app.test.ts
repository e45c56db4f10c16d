import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { collections } from '#shared/collections/registry.ts';
import { createLogger } from '#shared/http/logger.ts';
import { Problem } from '#shared/problems/problem.ts';
import { createTestBench } from '#shared/records/testing/create-test-context.ts';
import { StoreUnavailable } from '#shared/store/store.ts';
import { createPurgeApp } from './app.ts';

function createApp(changes: { readonly isScheduler?: boolean; readonly isDown?: boolean } = {}) {
  const lines: { [name: string]: unknown }[] = [];
  const bench = createTestBench();
  const query = () => Promise.reject(new StoreUnavailable('down: anna@example.com'));
  const app = createPurgeApp({
    logger: createLogger('info', 'purge', { write: (line) => void lines.push(JSON.parse(line)) }),
    monotonic: () => 0,
    newRequestId: randomUUID,
    checkScheduler: () =>
      changes.isScheduler === false
        ? Promise.reject(new Problem('token-invalid'))
        : Promise.resolve(),
    purge: {
      store: changes.isDown ? { ...bench.store, query } : bench.store,
      now: () => bench.clock.now,
      monotonic: () => 0,
      collections,
      shards: 2,
      budgetSeconds: 60,
    },
  });
  const run = (headers = {}) => app.request('/tasks/purge', { method: 'POST', headers });
  return { run, app, lines };
}

test('the answer and the log say what the purge did', async () => {
  const { run, lines } = createApp();
  const response = await run();
  expect(response.status).toBe(200);
  const report = await response.json();
  expect(report).toMatchObject({ complete: true, failed: 0, deleted: 0, keys_destroyed: 0 });
  expect(lines.find(({ message }) => message === 'purge')).toMatchObject(report);
});

test('who is not the Scheduler is refused', async () => {
  const { run } = createApp({ isScheduler: false });
  const response = await run();
  expect([response.status, (await response.json()).code]).toEqual([401, 'token-invalid']);
});

test('a failure answers 503, so that the Scheduler tries again, and is logged without its text', async () => {
  const { run, lines } = createApp({ isDown: true });
  const response = await run();
  expect([response.status, (await response.json()).code]).toEqual([503, 'task-failed']);
  expect(response.headers.get('retry-after')).toBe('5');
  const logged = lines.filter(({ message }) => message === 'part of the purge failed');
  expect(logged.length).toBeGreaterThan(0);
  expect(logged[0]).toMatchObject({ severity: 'ERROR', error: 'StoreUnavailable' });
  expect(JSON.stringify(lines)).not.toContain('anna@example.com');
});

test('a request that came by plain HTTP is answered by nothing but the way to do it right', async () => {
  const { run, app } = createApp();
  const response = await run({ 'x-forwarded-proto': 'http' });
  expect([response.status, (await response.json()).code]).toEqual([403, 'https-required']);
  expect((await run({ 'x-forwarded-proto': 'https' })).status).toBe(200);
  const health = await app.request('/health', { headers: { 'x-forwarded-proto': 'http' } });
  expect(health.status).toBe(200);
});
