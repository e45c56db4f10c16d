import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import type { StoredDocument } from '#shared/store/store.ts';
import { retireDataKey } from '#shared/sweeps/rekey/retire-data-key.ts';
import { dataKeys } from '#shared/vault/collections.ts';
import { connectKms } from '#shared/vault/open/connect-kms.ts';
import { collections } from '#shared/wiring/collections.ts';
import { kmsOptions } from '#shared/wiring/keys/kms-options.ts';
import { asProvisioner } from '../../infra/emulators/kms/kms-grants.ts';
import { connectKms as connectClient } from '../emulators/kms-client.ts';
import { type Answer, callerOf, send } from '../harness/caller.ts';
import { createTestClock } from '../harness/clock.ts';
import { type FunctionProcess, startFunction } from '../harness/function-process.ts';
import { startGate } from '../harness/gate.ts';
import { createInstance, createTenant, type Instance, type Tenant } from '../harness/instance.ts';
import { type Scheduler, startScheduler } from '../harness/scheduler.ts';
import { kmsLocation, purgeShards, useStack } from '../harness/stack.ts';
import { stackConfig } from '../harness/stack-config.ts';

const count = 60;
const pauseMs = 30;
const emailOf = (at: number) => `kunde-${at}@example.org`;
const rotated = ['customers', 'lookup_secrets'];
const stack = useStack('demo-rekey-kill');
const clock = createTestClock();
let scheduler: Scheduler;
let instance: Instance;
let tenant: Tenant;
let ids: readonly string[];

const keysOf = (): Promise<StoredDocument[]> =>
  instance.store.query({
    collection: dataKeys.id,
    tenant: 'acme',
    where: [{ field: 'category', op: '==', value: 'customers' }],
    orderBy: [{ field: 'expires_at', direction: 'asc' }],
    limit: 20,
  });

const dekOf = async (id: string) =>
  (await instance.store.get({ tenant: 'acme', collection: 'customers', id }))?.data['dek'];

/** Retires the data key, as if an operator had done it ten minutes ago. */
async function retire(): Promise<string> {
  const [key] = await keysOf();
  if (key === undefined) throw new Error('the data key is missing');
  await retireDataKey(
    {
      store: instance.store,
      wrapper: connectKms(kmsOptions(stackConfig(stack()), 'rekey')),
      now: () => clock.now() - 600_000_000,
      random: Math.random,
      sleep: async () => undefined,
      randomBytes,
      purgeShards,
      algorithm: 'aes-256-gcm',
      backupDays: 7,
      collections,
    },
    { tenant: 'acme', keyId: key.ref.id, reason: 'compromised' },
  );
  return key.ref.id;
}

const keyName = (key: string) =>
  `projects/${stack().projectId}/locations/${kmsLocation}/keyRings/mayfly/cryptoKeys/${key}`;

/**
 * Creates a second version of each key of `rotated` in Cloud KMS, and makes it the primary version.
 */
async function rotate(): Promise<void> {
  const kms = connectClient(stack().kms);
  for (const name of rotated.map(keyName)) {
    await kms.createCryptoKeyVersion({ parent: name, cryptoKeyVersion: {} }, asProvisioner());
    const primary = { name, cryptoKeyVersionId: '2' };
    await kms.updateCryptoKeyPrimaryVersion(primary, asProvisioner());
  }
  await kms.close();
}

/**
 * Orders the destruction of version 1 of each key of `rotated`. This version stops working at once.
 */
async function endFirstVersions(): Promise<void> {
  const kms = connectClient(stack().kms);
  for (const name of rotated.map((key) => `${keyName(key)}/cryptoKeyVersions/1`))
    await kms.destroyCryptoKeyVersion({ name }, asProvisioner());
  await kms.close();
}

async function callRekey(rekey: FunctionProcess): Promise<Answer> {
  const headers = { authorization: `Bearer ${await scheduler.token()}` };
  return send(rekey, '/tasks/rekey', { method: 'POST', headers });
}

async function readOne(call: Tenant['customers'], at: number): Promise<void> {
  const { status, body } = await call('GET', `/v1/customers/${ids[at]}`);
  expect([status, body['email'], body['values']]).toEqual([200, emailOf(at), { at: String(at) }]);
}

/**
 * Starts two readers. They read customers in an irregular order, through an app that has the keys
 * in memory and through new apps. The returned function stops the readers.
 */
function startReaders() {
  const state = { isOver: false, reads: 0 };
  const loop = async (reader: number) => {
    for (let at = reader; !state.isOver; at = (at * 7 + 5) % count) {
      const isCold = at % 9 === 0;
      const cold = isCold ? callerOf(instance.appOf('customers'), tenant.key) : tenant.customers;
      await readOne(cold, at);
      state.reads += 1;
      // This pause leaves CPU time for the process that will be killed.
      await sleep(pauseMs);
    }
  };
  const loops = Promise.all([0, 1].map(loop));
  loops.catch(() => undefined);
  return async () => {
    state.isOver = true;
    await loops;
    return state.reads;
  };
}

beforeAll(async () => {
  scheduler = await startScheduler(stack());
  instance = createInstance(stack(), clock);
  tenant = await createTenant(instance, clock.now, 'acme');
  const body = Array.from({ length: count }, (_, at) => ({
    email: emailOf(at),
    authenticated_by: 'sso',
    values: { at: String(at) },
  }));
  const { body: created } = await tenant.customers('POST', '/v1/customers', body);
  ids = created.items.map(({ id }) => id);
});

test('while rekey is killed three times and started again, readers get the correct values; after the last run, no record needs an old key', async () => {
  const retired = await retire();
  await rotate();
  const gate = await startGate(stack().proxy.hostOf('rekey'));
  stack().beforeStop(() => gate.stop());
  const start = () =>
    startFunction(stack(), 'rekey', { firestoreHost: gate.host, env: scheduler.env });
  const stop = startReaders();
  for (const [fatal, when] of [
    [0, 'before'],
    [3, 'after'],
    [16, 'before'],
  ] as const) {
    const killed = await start();
    let [seen, kills] = [0, 0];
    const kill = (method: string) => {
      if (method !== 'Commit' || seen++ !== fatal) return false;
      kills += 1;
      killed.signal('SIGKILL');
      return true;
    };
    const never = new Promise<void>(() => {});
    gate.pass(
      when === 'before'
        ? { before: (method) => (kill(method) ? never : undefined) }
        : { after: (method) => void kill(method) },
    );
    await expect(callRekey(killed)).rejects.toThrow();
    expect([await killed.ended, kills]).toEqual([{ code: null, signal: 'SIGKILL' }, 1]);
  }
  gate.pass({});
  const last = await start();
  const { status, body } = await callRekey(last);
  expect([status, body['complete'], body['failed']]).toEqual([200, true, 0]);
  await last.stop();
  expect(await stop()).toBeGreaterThan(50);

  await endFirstVersions();
  const cold = callerOf(createInstance(stack(), clock).customers, tenant.key);
  for (let at = 0; at < count; at += 1) await readOne(cold, at);
  for (const { data } of await keysOf()) expect(data['kek_version']).toBe(2);
  expect(await Promise.all(ids.map(dekOf))).not.toContain(retired);
});
