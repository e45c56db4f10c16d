import { beforeAll, describe, expect, test } from 'vitest';
import { verifyLog } from '#shared/manager-log/verification/verify-log.ts';
import { everythingOn } from '#shared/settings/testing/everything-on.ts';
import { connectKmsPublicKeys } from '#shared/vault/kms-signer.ts';
import { kmsOptions } from '#shared/wiring/keys/kms-options.ts';
import { type Answer, send } from '../harness/caller.ts';
import { createTestClock } from '../harness/clock.ts';
import { type FunctionProcess, startFunction } from '../harness/function-process.ts';
import { type Gate, startGate } from '../harness/gate.ts';
import { createInstance, type Instance } from '../harness/instance.ts';
import { type Scheduler, startScheduler } from '../harness/scheduler.ts';
import { useStack } from '../harness/stack.ts';
import { stackConfig } from '../harness/stack-config.ts';
import { storedIn } from '../harness/stored-state.ts';

const tenants = ['acme', 'beta', 'gamma'];
const dayMs = 86_400_000;
const stack = useStack('demo-seal-kill');
let scheduler: Scheduler;
let instance: Instance;
let gate: Gate;
let rounds = 0;

/**
 * Writes log entries on four days. Each call uses four new days. All these days are in the past,
 * because the bundles use the real clock.
 */
async function fill(): Promise<void> {
  rounds += 1;
  const clock = createTestClock((Date.now() - 100 * dayMs + rounds * 6 * dayMs) * 1_000);
  const past = createInstance(stack(), clock);
  const writer = past.managerLogOf('chat');
  for (let day = 0; day < 4; day += 1) {
    for (const tenant of tenants)
      for (const target of ['a', 'b'])
        await writer.record({
          tenant,
          settings: everythingOn(),
          actor: 'Sabine',
          actorId: 'm',
          action: 'x.read',
          target,
        });
    clock.advance(dayMs * 1_000);
  }
}

const start = (): Promise<FunctionProcess> =>
  startFunction(stack(), 'seal', { firestoreHost: gate.host, env: scheduler.env });

async function callSeal(seal: FunctionProcess): Promise<Answer> {
  const headers = { authorization: `Bearer ${await scheduler.token()}` };
  return send(seal, '/tasks/seal', { method: 'POST', headers });
}

/** Checks that every log is complete, that every hour has a seal, and that no work remains. */
async function expectSealed(): Promise<void> {
  const keys = connectKmsPublicKeys(kmsOptions(stackConfig(stack()), 'verifier'));
  for (const tenant of tenants) {
    const report = await verifyLog(
      { store: instance.store, keys, now: () => Date.now() * 1_000 },
      tenant,
    );
    expect(report).toMatchObject({ sealedHours: 4 * rounds, unsealedHours: [], problems: [] });
  }
  expect(storedIn(await stack().readState(), 'manager_log_hours')).toEqual([]);
}

beforeAll(async () => {
  scheduler = await startScheduler(stack());
  instance = createInstance(stack(), createTestClock());
  gate = await startGate(stack().proxy.hostOf('seal'));
  stack().beforeStop(() => gate.stop());
});

describe('every hour is sealed, and each log is complete, even if a run of seal is disturbed', () => {
  test.each([
    ['before its first commit', 'before', 'Commit', 0],
    ['after its first commit, before the answer', 'after', 'Commit', 0],
    ['before a commit in the middle', 'before', 'Commit', 6],
    ['after a commit in the middle', 'after', 'Commit', 7],
    ['in the middle of its queries', 'before', 'RunQuery', 9],
  ] as const)('if a run is killed %s, and seal runs again', async (_name, when, method, fatal) => {
    await fill();
    const killed = await start();
    let seen = 0;
    const kill = (called: string) => {
      if (called !== method || seen++ !== fatal) return false;
      killed.signal('SIGKILL');
      return true;
    };
    const never = new Promise<void>(() => {});
    gate.pass(
      when === 'before'
        ? { before: (called) => (kill(called) ? never : undefined) }
        : { after: (called) => void kill(called) },
    );
    await expect(callSeal(killed)).rejects.toThrow();
    expect(await killed.ended).toEqual({ code: null, signal: 'SIGKILL' });
    gate.pass({});
    const again = await start();
    expect((await callSeal(again)).body).toMatchObject({ complete: true, failed: 0 });
    await again.stop();
    await expectSealed();
  });

  test('two runs at the same time seal each hour only once', async () => {
    await fill();
    const both = await Promise.all([start(), start()]);
    const answers = await Promise.all(both.map(callSeal));
    expect(answers.map(({ body }) => body['complete'])).toEqual([true, true]);
    const sealed = answers.map(({ body }) => Number(body['sealed']));
    expect(sealed.reduce((sum, count) => sum + count, 0)).toBe(12);
    for (const each of both) await each.stop();
    await expectSealed();
  });
});
