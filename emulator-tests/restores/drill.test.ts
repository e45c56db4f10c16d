import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { microsPerSecond } from '#shared/base/time/instant.ts';
import { raiseStamps } from '#shared/restores/raise-stamps.ts';
import { manifestDatabaseGrants } from '../../infra/emulators/firestore/firestore-grants.ts';
import { manifestGrants } from '../../infra/emulators/kms/kms-grants.ts';
import { type Call, callerOf } from '../harness/caller.ts';
import { createTestClock } from '../harness/clock.ts';
import { environmentOf } from '../harness/function-process.ts';
import { createInstance, type Instance, storeKey } from '../harness/instance.ts';
import { type Stack, startStack } from '../harness/stack.ts';
import { readState, type Stored, writeState } from '../harness/stored-state.ts';
import { findValues } from '../production-rules/find-values.ts';
import { exportRaw } from '../production-rules/raw-export.ts';

const projectId = 'demo-restores';
const restored = 'mayfly-restored';
// The clock of the test begins 8.6 days in the past. Later it moves to the present, because the
// restore command uses the clock of the machine. By then, records with a retention of a week have
// expired, and their keys are destroyed.
const clock = createTestClock((Date.now() - 8.6 * 86_400_000) * 1_000);

const anna = { email: 'anna.drill@example.org', phone: '+49 30 23125 001' };
const bert = { email: 'bert.drill@example.org' };

let stack: Stack;
let key: string;
let before: Instance;
let after: Instance;
let backup: readonly Stored[];

/** Each caller has the same permissions on the restored database as on the lost database. */
const grants = Object.fromEntries(
  Object.entries(manifestDatabaseGrants).map(([caller, own]) => [
    caller,
    { ...own, ...(own['mayfly'] && { [restored]: own['mayfly'] }) },
  ]),
);

beforeAll(async () => {
  stack = await startStack(projectId, inject('firestoreHost'), {
    databases: grants,
    keys: manifestGrants,
  });
});

afterAll(async () => {
  const uncovered = stack.proxy.uncovered();
  await stack.stop();
  if (uncovered.length > 0)
    throw new Error(`queries without an index: ${JSON.stringify(uncovered)}`);
});

const inRestored = () => readState(stack.emulatorHost, projectId, [restored]);

function callsOf(instance: Instance) {
  return {
    chat: callerOf(instance.chat, key),
    customers: callerOf(instance.customers, key),
    consents: callerOf(instance.appOf('consents'), key),
    coupons: callerOf(instance.appOf('coupons'), key),
    log: callerOf(instance.appOf('runtime-log'), key),
    subjects: callerOf(instance.subjects, key),
    tenants: callerOf(instance.tenants, key),
  };
}

async function ask(call: Call, method: string, path: string, body?: unknown) {
  const answer = await call(method, path, body);
  expect([path, answer.status]).toEqual([path, expect.toSatisfy((status: number) => status < 300)]);
  return answer.body;
}

/** Starts the restore command. Returns the process, and a promise of its output and exit code. */
function startCommand() {
  const env = { ...environmentOf(stack, 'restorer'), PATH: process.env['PATH'] };
  const command = spawn(process.execPath, ['infra/restore/main.ts', restored], { env });
  let output = '';
  command.stdout.on('data', (data: Buffer) => (output += data.toString()));
  command.stderr.on('data', (data: Buffer) => (output += data.toString()));
  const ended = once(command, 'exit').then(([code]) => ({ code: code as number | null, output }));
  return { command, ended };
}

test('a restored backup shows no record that was erased or has expired since the backup, and keeps a later withdrawal and the later uses of codes', async () => {
  before = createInstance(stack, { now: clock.now });
  key = await storeKey(before, clock.now, 'acme');
  const calls = callsOf(before);
  const say = (conversation_id: string, text: string) =>
    ask(calls.chat, 'POST', '/v1/chat-messages', { conversation_id, author: 'customer', text });
  for (const { email } of [anna, bert])
    await ask(calls.customers, 'POST', '/v1/customers', { email, authenticated_by: 'sso' });
  await say('c-anna', 'Wacholderdrossel');
  const entry = { level: 'info', event: 'api.failed', message: 'Rotmilan' };
  await ask(calls.log, 'POST', '/v1/runtime-log', entry);
  const { id: deleted } = await ask(calls.customers, 'POST', '/v1/customers', {
    email: 'carla.drill@example.org',
    authenticated_by: 'sso',
  });
  const { id: consent } = await ask(calls.consents, 'POST', '/v1/marketing-consents', {
    type: 'newsletter',
    ...bert,
  });
  const pool = await ask(calls.coupons, 'POST', '/v1/coupon-pools', {
    name: 'drill',
    kind: 'coupon',
    policy: 'unrestricted',
    low_stock: 1,
  });
  const emit = (call: Call) => ask(call, 'POST', `/v1/coupon-pools/${pool.id}/emit`, bert);
  await calls.coupons('POST', `/v1/coupon-pools/${pool.id}/codes`, 'EINS\nZWEI\nDREI', {
    'content-type': 'text/csv',
  });
  await raiseStamps({ store: before.store, now: clock.now, database: 'mayfly' });

  backup = (await stack.readState()).filter(({ database }) => database === 'mayfly');

  const scope = { subject: { email: anna.email } };
  await ask(calls.subjects, 'POST', '/v1/erasures', { scope, confirm: true });
  await calls.customers('DELETE', `/v1/customers/${deleted}`);
  await ask(calls.consents, 'POST', `/v1/marketing-consents/${consent}/withdraw`);
  const used = [await emit(calls.coupons), await emit(calls.coupons)].map((each) => each.code);
  clock.set(Date.now() * 1_000);
  const purged = await before.purge();
  expect(purged.deleted).toBeGreaterThan(0);
  expect(purged.keys_destroyed).toBeGreaterThan(0);
  await raiseStamps({ store: before.store, now: clock.now, database: 'mayfly' });

  const state = backup.map((one) => ({ ...one, database: restored }));
  await writeState(stack.emulatorHost, projectId, state);
  after = createInstance(stack, { now: clock.now, env: { RECORDS_DATABASE: restored } });
  const sealed = callsOf(after);
  for (const [call, path] of [
    [sealed.chat, '/v1/conversations'],
    [sealed.customers, '/v1/customers'],
    [sealed.consents, '/v1/marketing-consents'],
    [sealed.coupons, '/v1/coupon-pools'],
    [sealed.subjects, '/v1/erasures'],
    [sealed.tenants, '/v1/tenant/storage'],
  ] as const) {
    const answer = await call('GET', path);
    expect([path, answer.status, answer.body.code]).toEqual([path, 503, 'restore-pending']);
  }

  const killed = startCommand();
  killed.command.stdout.once('data', () => killed.command.kill('SIGKILL'));
  expect((await killed.ended).code).toBeNull();
  const [first, second] = await Promise.all([startCommand().ended, startCommand().ended]);
  expect([first.code, second.code, first.output + second.output]).toEqual([
    0,
    0,
    expect.stringContaining(`${restored} is open.`),
  ]);
  expect((await startCommand().ended).output).toContain('nothing to do');

  clock.advance(61 * microsPerSecond);
  const open = callsOf(after);
  const { items: people } = await ask(open.customers, 'GET', '/v1/customers');
  expect(people.map(({ email }) => email)).toEqual([bert.email]);
  expect((await open.customers('GET', `/v1/customers/${deleted}`)).status).toBe(404);
  expect((await ask(open.chat, 'GET', '/v1/conversations')).items).toEqual([]);
  const proof = await ask(open.consents, 'GET', `/v1/marketing-consents/${consent}/proof`);
  expect(proof['status']).toBe('withdrawn');
  expect(used).not.toContain((await emit(open.coupons)).code);
  const last = await open.coupons('POST', `/v1/coupon-pools/${pool.id}/emit`, bert);
  expect([last.status, last.body.code]).toEqual([409, 'pool-empty']);

  // The expired records are not in the restored database. Their copies in the backup cannot be
  // decrypted, because their keys are destroyed.
  const found = await inRestored();
  const isShortLived = ({ collection }: Stored) =>
    /^(?:chat_messages|runtime_log)$/.test(collection);
  expect(found.filter(isShortLived)).toEqual([]);
  const keys = (await stack.readState()).filter(({ collection }) => collection === 'data_keys');
  const living = new Set(keys.map(({ id }) => id));
  const sealedUnder = backup
    .filter(({ collection }) => collection === 'runtime_log')
    .map(({ fields }) => fields['dek']?.['stringValue'] as string);
  expect(sealedUnder.length).toBeGreaterThan(0);
  expect(sealedUnder.filter((id) => living.has(id))).toEqual([]);
  const raw = await exportRaw({
    firestoreHost: stack.emulatorHost,
    projectId,
    databaseIds: [restored, 'mayfly-keys'],
  });
  expect(findValues(raw, Object.values(anna))).toEqual([]);
  const hashes = backup.flatMap(({ collection, fields }) =>
    collection === 'customers' ? [String(fields['email_bcrypt']?.['stringValue'])] : [],
  );
  const kept = new Set(
    found.flatMap(({ fields }) => Object.values(fields)).map((each) => each['stringValue']),
  );
  expect(hashes.filter((hash) => kept.has(hash))).toHaveLength(1);
}, 240_000);

test('when the restored database is open, the lost database refuses requests', async () => {
  clock.advance(61 * microsPerSecond);
  const { customers } = callsOf(before);
  expect((await customers('GET', '/v1/customers')).body.code).toBe('restore-pending');
});
