import { beforeAll, describe, expect, test } from 'vitest';
import { type Answer, type Body, send } from '../harness/caller.ts';
import { createTestClock } from '../harness/clock.ts';
import { expectStatuses } from '../harness/expect-statuses.ts';
import { type FunctionProcess, startFunction } from '../harness/function-process.ts';
import { type Gate, startGate } from '../harness/gate.ts';
import { createInstance, createTenant, type Instance } from '../harness/instance.ts';
import { type Scheduler, startScheduler } from '../harness/scheduler.ts';
import { databaseIds, useStack } from '../harness/stack.ts';
import { readState, type Stored, storedIn, writeState } from '../harness/stored-state.ts';

const day = 86_400e6;
const stack = useStack('demo-purge-kill');
let scheduler: Scheduler;
let seeded: Stored[];
let undisturbed: {
  readonly report: Body;
  readonly state: Stored[];
  readonly methods: readonly string[];
};

function messages(count: number, conversations: number) {
  return Array.from({ length: count }, (_, at) => ({
    conversation_id: `c${at % conversations}`,
    author: 'customer',
    text: `Nachricht ${at}`,
  }));
}

/**
 * Stores records with their data keys. By the clock of the bundles, most of these records have
 * expired, so the purge must destroy their keys.
 */
async function seedPast(instance: Instance, clock: ReturnType<typeof createTestClock>) {
  for (const [id, daysAgo] of [
    ['acme', 200],
    ['beta', 30],
  ] as const) {
    clock.set((Date.now() - daysAgo * 86_400e3) * 1_000);
    const tenant = await createTenant(instance, clock.now, id);
    for (let at = 0; at < 2; at += 1) {
      const headers = { 'idempotency-key': `k${at}` };
      await tenant.chat('POST', '/v1/chat-messages', messages(400, 40), headers);
      clock.advance(2 * day);
    }
    const customers = Array.from({ length: 60 }, (_, at) => ({
      email: `kunde-${at}@example.org`,
      authenticated_by: 'sso',
      conversation_id: 'c1',
    }));
    await tenant.customers('POST', '/v1/customers', customers);
    await tenant.chat('PUT', '/v1/conversations/c1/subject', { email: 'kunde-1@example.org' });
  }
}

/** Stores records that have not expired. One of them uses a key that is due to be destroyed. */
async function seedPresent(instance: Instance, clock: ReturnType<typeof createTestClock>) {
  clock.set(Date.now() * 1_000);
  const tenant = await createTenant(instance, clock.now, 'alive');
  await tenant.chat('POST', '/v1/chat-messages', messages(20, 3));
  clock.set((Date.now() - 30 * 86_400e3) * 1_000);
  const { body } = await tenant.chat('POST', '/v1/chat-messages', messages(1, 1)[0]);
  const document = await instance.store.get({
    tenant: 'alive',
    collection: 'chat_messages',
    id: body.id,
  });
  if (document === undefined) throw new Error('the message is missing');
  const data = { ...document.data, expires_at: (Date.now() + 86_400e3) * 1_000 };
  const { ref, version } = document;
  await instance.store.commit([{ kind: 'replace', ref, data, version }]);
}

async function begin(
  projectId: string,
): Promise<{ gate: Gate; start: () => Promise<FunctionProcess> }> {
  await writeState(stack().emulatorHost, projectId, seeded);
  const gate = await startGate(stack().proxy.hostOf('purge'));
  stack().beforeStop(() => gate.stop());
  const options = { projectId, firestoreHost: gate.host, env: scheduler.env };
  return { gate, start: () => startFunction(stack(), 'purge', options) };
}

async function callPurge(purge: FunctionProcess): Promise<Answer> {
  const headers = { authorization: `Bearer ${await scheduler.token()}` };
  return send(purge, '/tasks/purge', { method: 'POST', headers });
}

const stateOf = (projectId: string) => readState(stack().emulatorHost, projectId, databaseIds);

beforeAll(async () => {
  scheduler = await startScheduler(stack());
  const clock = createTestClock();
  const instance = createInstance(stack(), clock);
  await seedPast(instance, clock);
  await seedPresent(instance, clock);
  seeded = await stack().readState();
  const { gate, start } = await begin('demo-undisturbed');
  const purge = await start();
  const answer = await callPurge(purge);
  expectStatuses([answer], 200);
  await purge.stop();
  const state = await stateOf('demo-undisturbed');
  undisturbed = { report: answer.body, state, methods: gate.methods() };
});

test('an undisturbed purge keeps the live records and the keys that these records use', () => {
  const { report, state, methods } = undisturbed;
  expect(report).toMatchObject({ complete: true, keys_waiting: 1 });
  expect(storedIn(seeded, 'chat_messages')).toHaveLength(1_621);
  expect(storedIn(state, 'chat_messages')).toHaveLength(21);
  expect(storedIn(state, 'conversation_heads')).toHaveLength(3);
  expect(new Set(storedIn(state, 'customers').map(({ tenant }) => tenant))).toEqual(
    new Set(['beta']),
  );
  expect(storedIn(state, 'idempotency_marks')).toEqual([]);
  expect(storedIn(state, 'data_keys').filter(({ tenant }) => tenant === 'alive')).toHaveLength(2);
  expect(storedIn(state, 'data_keys').length).toBeLessThan(storedIn(seeded, 'data_keys').length);
  expect(new Set(methods)).toEqual(
    new Set(['RunQuery', 'BatchWrite', 'BatchGetDocuments', 'Commit']),
  );
});

type Moment = readonly [name: string, when: 'before' | 'after', method: string, share: number];

// The process is killed at one call of the method. `share` selects this call: 0 selects the first
// call, and 1 the last.
const moments: readonly Moment[] = [
  ['before the first query', 'before', 'RunQuery', 0],
  ['in the middle of the queries for records', 'before', 'RunQuery', 0.5],
  ['before the first deletion of records', 'before', 'BatchWrite', 0],
  ['after the first deletion of records, before its answer', 'after', 'BatchWrite', 0],
  ['in the middle of the deletions of records', 'after', 'BatchWrite', 0.5],
  ['after most deletions of records', 'after', 'BatchWrite', 0.9],
  ['while it searches for records that use a key', 'before', 'RunQuery', 0.97],
  ['before the first key is destroyed', 'before', 'Commit', 0],
  ['after the first key is destroyed, before the answer', 'after', 'Commit', 0],
  ['after most keys are destroyed', 'after', 'Commit', 0.7],
];

describe('a disturbed purge ends in the same state as an undisturbed purge', () => {
  test.each(moments)('if it is killed %s, and run again', async (name, when, method, share) => {
    const projectId = `demo-kill-${moments.findIndex(([each]) => each === name)}`;
    const { gate, start } = await begin(projectId);
    const calls = undisturbed.methods.filter((each) => each === method).length;
    const fatal = Math.floor((calls - 1) * share);
    const killed = await start();
    let [seen, kills] = [0, 0];
    const count = (called: string) => {
      if (called !== method || seen++ !== fatal) return false;
      kills += 1;
      killed.signal('SIGKILL');
      return true;
    };
    const never = new Promise<void>(() => {});
    gate.pass(
      when === 'before'
        ? { before: (called) => (count(called) ? never : undefined) }
        : { after: (called) => void count(called) },
    );
    await expect(callPurge(killed)).rejects.toThrow();
    expect([await killed.ended, kills]).toEqual([{ code: null, signal: 'SIGKILL' }, 1]);
    gate.pass({});
    expect(await stateOf(projectId)).not.toEqual(undisturbed.state);

    const again = await start();
    expect((await callPurge(again)).body).toMatchObject({ complete: true });
    await again.stop();
    expect(await stateOf(projectId)).toEqual(undisturbed.state);
  });

  test('if two purges run at the same time', async () => {
    const { start } = await begin('demo-kill-two');
    const both = await Promise.all([start(), start()]);
    const answers = await Promise.all(both.map(callPurge));
    expect(answers.map(({ body }) => body['complete'])).toEqual([true, true]);
    for (const each of both) await each.stop();
    expect(await stateOf('demo-kill-two')).toEqual(undisturbed.state);
  });
});
