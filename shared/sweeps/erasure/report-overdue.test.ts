import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createDeskFixture } from '#shared/subjects/requests/testing/create-desk-fixture.ts';
import { world } from '#shared/subjects/testing/create-person-fixture.ts';
import { createFakeSigner } from '#shared/vault/testing/create-fake-signer.ts';
import type { OverdueRequests } from './report-overdue.ts';
import { runErase } from './run-erase.ts';

test('a request counts in the alarm about overdue requests from the end of its due day until it is answered, but not while its deadline is suspended', async () => {
  const desk = createDeskFixture();
  const { clock, store } = desk.fixture;
  desk.setClock('2026-11-02T10:00:00Z');
  const late = await desk.open();
  await desk.open();
  const waiting = await desk.open();
  await desk.identify(waiting, { doubt: 'on_behalf', method: 'sign_in' });
  const run = async () => {
    const told: OverdueRequests[] = [];
    const report = await runErase({
      ...world,
      store,
      now: () => clock.now,
      monotonic: () => 0,
      budgetSeconds: 60,
      random: () => 0.5,
      sleep: async () => undefined,
      purgeShards: 4,
      randomBytes,
      backupDays: 7,
      signer: createFakeSigner(),
      onOverdue: (overdue) => void told.push(overdue),
      onEnding: () => undefined,
      onIssued: () => undefined,
      onFailure: (error: unknown) => {
        throw error;
      },
    });
    return { told, count: report.overdue_requests, complete: report.complete };
  };
  desk.setClock('2026-12-02T22:59:59.999Z');
  expect(await run()).toEqual({ told: [], count: 0, complete: true });
  desk.setClock('2026-12-02T23:00:00Z');
  const told = [{ tenant: 'acme', overdue_requests: 2 }];
  expect(await run()).toEqual({ told, count: 2, complete: true });
  await desk.complete(late, { result: 'done' });
  expect(await run()).toEqual({
    told: [{ tenant: 'acme', overdue_requests: 1 }],
    count: 1,
    complete: true,
  });
});
