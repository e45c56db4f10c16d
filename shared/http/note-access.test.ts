import { Hono } from 'hono';
import { expect, test } from 'vitest';
import type { ManagerLogWriter } from '#shared/manager-log/create-manager-log-writer.ts';
import { createTestFixture } from '#shared/records/testing/create-test-context.ts';
import { StoreUnavailable } from '#shared/store/store.ts';
import type { AppEnv } from './env.ts';
import { noteAccess } from './note-access.ts';

/** An app of a key's exports, whose manager log takes an entry or does not. */
function createExport(record: ManagerLogWriter['record']) {
  const state = { cancelled: false };
  const app = new Hono<AppEnv>();
  app.use(async (c, next) => {
    c.set('ctx', createTestFixture([]).contextOf('acme'));
    c.set('guards', {});
    await next();
  });
  app.use(noteAccess({ record }));
  app.get('/v1/things/export.csv', (c) => {
    const rows = new ReadableStream({
      pull: (controller) => controller.enqueue(Buffer.from('row\n')),
      cancel: () => void (state.cancelled = true),
    });
    return c.body(rows);
  });
  app.onError((_error, c) => c.text('refused', 503));
  return { ask: async () => app.request('/v1/things/export.csv'), state };
}

test('an export whose entry cannot be written is not shown, and what it would have read is let go', async () => {
  const { ask, state } = createExport(async () => {
    throw new StoreUnavailable('unavailable');
  });
  const response = await ask();
  expect([response.status, await response.text()]).toEqual([503, 'refused']);
  expect(state.cancelled).toBe(true);
});

test('an export whose entry is written is shown', async () => {
  const entries: unknown[] = [];
  const { ask, state } = createExport(async ({ action, outcome }) => {
    entries.push({ action, outcome });
  });
  const response = await ask();
  const reader = response.body?.getReader();
  expect(String(Buffer.from((await reader?.read())?.value ?? []))).toBe('row\n');
  expect(entries).toEqual([{ action: 'things.export.csv', outcome: 'shown' }]);
  expect(state.cancelled).toBe(false);
  await reader?.cancel();
});
