import { beforeAll, describe, expect, test } from 'vitest';
import { microsPerDay } from '#shared/base/time/instant.ts';
import type { ManagerLogEntry } from '#shared/manager-log/entry.ts';
import { verifyLog } from '#shared/manager-log/verification/verify-log.ts';
import { everythingOn } from '#shared/settings/testing/everything-on.ts';
import { connectKmsPublicKeys } from '#shared/vault/kms-signer.ts';
import { kmsOptions } from '#shared/wiring/keys/kms-options.ts';
import { callerOf } from '../harness/caller.ts';
import { createTestClock } from '../harness/clock.ts';
import { createInstance, type Instance, storeKey } from '../harness/instance.ts';
import { useStack } from '../harness/stack.ts';
import { stackConfig } from '../harness/stack-config.ts';
import { storedIn } from '../harness/stored-state.ts';

const stack = useStack('demo-manager-log');
const clock = createTestClock(Date.UTC(2026, 2, 2, 9) * 1_000);
let instance: Instance;

beforeAll(() => {
  instance = createInstance(stack(), clock);
});

function entryOf(tenant: string, number: number): ManagerLogEntry {
  const action = 'chat_messages.read';
  const actor = 'sabine.schaefer@example.com';
  const settings = everythingOn();
  return { tenant, settings, actor, actorId: 'member-1', action, target: `conv-${number}` };
}

function verify(tenant: string) {
  const keys = connectKmsPublicKeys(kmsOptions(stackConfig(stack()), 'verifier'));
  return verifyLog({ store: instance.store, keys, now: clock.now }, tenant);
}

async function costOf(work: () => Promise<unknown>) {
  const kmsCalls = () => Object.values(stack().kms.calls()).reduce((sum, count) => sum + count, 0);
  const [operations, calls] = [stack().proxy.operations().length, kmsCalls()];
  await work();
  return {
    operations: stack()
      .proxy.operations()
      .slice(operations)
      .map(({ method, database, writes }) => [method, database, writes]),
    kmsCalls: kmsCalls() - calls,
  };
}

describe('recording', () => {
  test('a process records each entry once, with one commit; only the first entry of a process also needs a data key', async () => {
    const writer = instance.managerLogOf('chat');
    expect(await costOf(() => writer.record(entryOf('cost', 1)))).toEqual({
      operations: [
        ['Commit', 'mayfly-keys', 1],
        ['Commit', 'mayfly-audit', 2],
      ],
      kmsCalls: 1,
    });
    const commit = { operations: [['Commit', 'mayfly-audit', 1]], kmsCalls: 0 };
    expect(await costOf(() => writer.record(entryOf('cost', 2)))).toEqual(commit);
    const nothing = { operations: [], kmsCalls: 0 };
    expect(await costOf(() => writer.record(entryOf('cost', 2)))).toEqual(nothing);
    expect(await costOf(() => instance.managerLogOf('tenants').record(entryOf('cost', 2)))).toEqual(
      {
        operations: [
          ['Commit', 'mayfly-keys', 1],
          ['Commit', 'mayfly-audit', 2],
        ],
        kmsCalls: 1,
      },
    );
    expect((await verify('cost')).entries).toBe(3);
  });

  test('if three processes record the same entries at the same time, each process writes all of them into its own chain, without a gap in the numbers', async () => {
    const names = ['chat', 'customers', 'raffles'];
    const writers = names.map((name) => instance.managerLogOf(name));
    await Promise.all(
      writers.flatMap((writer) =>
        Array.from({ length: 40 }, (_, number) => writer.record(entryOf('many', number))),
      ),
    );
    expect(await verify('many')).toMatchObject({ entries: 120, writers: 3, problems: [] });
  });

  test('without a grant on the key, the recording fails and nothing is stored', async () => {
    const work = instance.managerLogOf('purge').record(entryOf('refused', 1));
    await expect(work).rejects.toMatchObject({ name: 'KeyDenied' });
    const state = await stack().readState();
    expect(state.filter(({ tenant }) => tenant === 'refused')).toEqual([]);
  });
});

test('the function manager-log can read the entries that other functions wrote', async () => {
  for (const [number, name] of ['chat', 'tenants', 'manager'].entries()) {
    await instance.managerLogOf(name).record(entryOf('read', number));
    clock.advance(1_000);
  }
  const key = await storeKey(instance, clock.now, 'read', ['manager_log:read']);
  const { body } = await callerOf(instance.appOf('manager-log'), key)('GET', '/v1/manager-log');
  expect(body.items.map(({ actor, target }) => [actor, target])).toEqual(
    [2, 1, 0].map((number) => ['sabine.schaefer@example.com', `conv-${number}`]),
  );
  expect(body.items.flatMap((item) => Object.keys(item)).includes('writer')).toBe(false);
});

test('two simultaneous runs seal (sign) the finished hours and decrypt nothing; then the verification finds a changed entry and a deleted one', async () => {
  const writer = instance.managerLogOf('chat');
  for (let day = 0; day < 3; day += 1) {
    await Promise.all([1, 2, 3].map((number) => writer.record(entryOf('sealed', number))));
    clock.advance(microsPerDay);
  }
  const decrypts = stack().kms.calls()['Decrypt'];
  const reports = await Promise.all([instance.seal(), createInstance(stack(), clock).seal()]);
  expect(reports.map(({ complete, failed }) => [complete, failed])).toEqual([
    [true, 0],
    [true, 0],
  ]);
  expect(await instance.seal()).toMatchObject({ complete: true, sealed: 0 });
  expect(stack().kms.calls()['Decrypt']).toBe(decrypts);
  expect(await verify('sealed')).toMatchObject({ entries: 9, sealedHours: 3, problems: [] });
  const stored = storedIn(await stack().readState(), 'manager_log').find(
    ({ tenant }) => tenant === 'sealed',
  );
  const ref = { tenant: 'sealed', collection: 'manager_log', id: stored?.id ?? '' };
  const document = await instance.store.get(ref);
  if (document === undefined) throw new Error('the entry is missing');
  const data = { ...document.data, action: 'chat_messages.list' };
  await instance.store.commit([{ kind: 'put', ref, data }]);
  expect((await verify('sealed')).problems.map(({ code }) => code)).toEqual(['entry-changed']);
  await instance.store.commit([{ kind: 'delete', ref }]);
  expect((await verify('sealed')).problems).not.toEqual([]);
});
