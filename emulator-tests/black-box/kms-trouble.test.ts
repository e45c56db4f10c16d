import { setTimeout as sleep } from 'node:timers/promises';
import type { KeyManagementServiceClient } from '@google-cloud/kms';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { microsPerDay, microsPerSecond } from '#shared/base/time/instant.ts';
import { asProvisioner } from '../../infra/emulators/kms/kms-grants.ts';
import type { KmsTrouble } from '../../infra/emulators/kms/kms-trouble.ts';
import { connectKms } from '../emulators/kms-client.ts';
import { createTestClock } from '../harness/clock.ts';
import { createInstance, createTenant, type Tenant, tenantOf } from '../harness/instance.ts';
import { kmsLocation, useStack } from '../harness/stack.ts';

const stack = useStack('demo-kms-trouble');
const clock = createTestClock();
const text = 'Geheimnis-Akelei';
/** A bucket of messages lasts two days. Its messages share one data key. */
const bucketMicros = 2 * microsPerDay;
/** After this number of milliseconds, the client has repeated each call that failed. */
const repeatedWithinMs = 300;
let kms: KeyManagementServiceClient;
let tenants = 0;

beforeAll(() => {
  kms = connectKms(stack().kms);
  stack().beforeStop(() => kms.close());
});
afterEach(() => stack().kms.play(undefined));
afterAll(() => stack().kms.play(undefined));

/** Creates an instance that stands for a process, and collects the lines that it logs. */
function startProcess() {
  const lines: string[] = [];
  const instance = createInstance(stack(), {
    now: clock.now,
    env: { LOG_LEVEL: 'info' },
    logTo: { write: (line: string) => void lines.push(line) },
  });
  const events = () => lines.map((line) => String(JSON.parse(line)['message']));
  return { instance, lines, events };
}

const create = ({ chat }: Tenant) =>
  chat('POST', '/v1/chat-messages', { conversation_id: 'c-1', author: 'customer', text });

/**
 * Creates a tenant with a message, and two processes. `tenant` sends requests to `warm`, which has
 * cached the data key. `stranger` sends requests to `cold`, which has not cached it.
 */
async function openTenant() {
  tenants += 1;
  const warm = startProcess();
  const tenant = await createTenant(warm.instance, clock.now, `tenant-${tenants}`);
  const { body } = await create(tenant);
  const cold = startProcess();
  const read = ({ chat }: Tenant) => chat('GET', `/v1/chat-messages/${body.id}`);
  return { warm, cold, tenant, stranger: tenantOf(cold.instance, tenant.key), read };
}

const stored = async () =>
  (await stack().readState())
    .filter(({ collection }) => collection !== 'api_key_uses')
    .map(({ tenant, collection, id }) => [tenant, collection, id].join('/'));

const decrypts = () => stack().kms.calls()['Decrypt'] ?? 0;
const all = () => Object.values(stack().kms.calls()).reduce((sum, count) => sum + count, 0);

describe.each<[string, KmsTrouble]>([
  ['an outage', { kind: 'outage' }],
  ['a used-up quota', { kind: 'quota' }],
  ['requests that arrive damaged', { kind: 'damaged-request' }],
  ['answers with wrong checksums', { kind: 'wrong-checksum' }],
  ['answers that come after the deadline', { kind: 'slow', milliseconds: 12_000 }],
])('in case of %s', (_what, trouble) => {
  test('a process with cached keys continues to work; a process without them answers 503, and works again after the trouble', async () => {
    const { warm, cold, tenant, stranger, read } = await openTenant();
    stack().kms.play(trouble);
    const [before, asked] = [await stored(), all()];
    expect((await read(tenant)).body.text).toBe(text);
    expect((await create(tenant)).status).toBe(201);
    expect(all()).toBe(asked);
    const known = await stored();
    expect(known.length).toBe(before.length + 1);

    const refused = await Promise.all([read(stranger), create(stranger)]);
    for (const { status, body, headers } of refused) {
      expect([status, body.code]).toEqual([503, 'keys-unavailable']);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect((await stored()).toSorted()).toEqual(known.toSorted());
    expect(cold.events().filter((event) => event === 'key service unavailable')).toHaveLength(1);
    expect(warm.events()).not.toContain('key service unavailable');
    expect(cold.lines.join()).not.toContain(text);

    stack().kms.play(undefined);
    expect((await read(stranger)).body.text).toBe(text);
    expect(cold.events()).toContain('key service answers again');
  });
});

test('if the key service answers slowly but in time, all requests succeed, and requests for the same key share one call', async () => {
  const { warm, cold, tenant, stranger, read } = await openTenant();
  stack().kms.play({ kind: 'slow', milliseconds: 1_500 });
  const before = decrypts();
  const slow = Promise.all(Array.from({ length: 30 }, () => read(stranger)));
  expect([(await read(tenant)).status, (await create(tenant)).status]).toEqual([200, 201]);
  for (const { body } of await slow) expect(body.text).toBe(text);
  expect(decrypts() - before).toBe(1);
  for (const each of [warm, cold]) expect(each.events()).not.toContain('key service unavailable');
});

test('a process uses its cached keys for one hour of an outage, and not longer', async () => {
  const { tenant, read } = await openTenant();
  stack().kms.play({ kind: 'outage' });
  clock.advance(3_599 * microsPerSecond);
  expect((await read(tenant)).status).toBe(200);
  clock.advance(microsPerSecond);
  expect((await read(tenant)).body.code).toBe('keys-unavailable');
});

const keyName = () =>
  `projects/${stack().projectId}/locations/${kmsLocation}/keyRings/mayfly/cryptoKeys/chat_messages`;
const setState = (version: number, state: 'ENABLED' | 'DISABLED') =>
  kms.updateCryptoKeyVersion(
    {
      cryptoKeyVersion: { name: `${keyName()}/cryptoKeyVersions/${version}`, state },
      updateMask: { paths: ['state'] },
    },
    asProvisioner(),
  );

const firstVersion = () => ({ name: `${keyName()}/cryptoKeyVersions/1` });
const endVersion = () => kms.destroyCryptoKeyVersion(firstVersion(), asProvisioner());
async function restoreVersion(): Promise<void> {
  await kms.restoreCryptoKeyVersion(firstVersion(), asProvisioner());
  await setState(1, 'ENABLED');
}

describe.each<[string, () => unknown, () => unknown]>([
  [
    'a lost permission',
    () => stack().kms.play({ kind: 'permission-lost', key: 'chat_messages' }),
    () => stack().kms.play(undefined),
  ],
  ['a disabled key version', () => setState(1, 'DISABLED'), () => setState(1, 'ENABLED')],
  ['a key version whose destruction is ordered', endVersion, restoreVersion],
])('in case of %s', (_what, begin, end) => {
  test('a process answers 500 as soon as it needs a key that is not cached, and works again after the trouble', async () => {
    const { warm, cold, tenant, stranger, read } = await openTenant();
    const before = await stored();
    await begin();
    for (const answer of await Promise.all([read(stranger), create(stranger)])) {
      expect([answer.status, answer.body.code]).toEqual([500, 'keys-refused']);
      expect(answer.headers.get('retry-after')).toBeNull();
    }
    expect(cold.events().filter((event) => event === 'key service refuses')).toHaveLength(1);
    expect(cold.lines.find((line) => line.includes('key service refuses'))).toContain(
      '"kms_key":"chat_messages"',
    );
    expect((await read(tenant)).status).toBe(200);
    clock.advance(bucketMicros);
    expect((await create(tenant)).body.code).toBe('keys-refused');
    expect((await read(tenant)).body.code).toBe('keys-refused');
    expect(warm.events()).toContain('key service refuses');
    expect((await stored()).toSorted()).toEqual(before.toSorted());

    await end();
    expect((await read(stranger)).body.text).toBe(text);
    expect((await create(tenant)).status).toBe(201);
  });
});

test('if the destruction of a key version is ordered, a new process cannot read the records of this version; new records use the next version', async () => {
  const { cold, stranger, read } = await openTenant();
  await kms.createCryptoKeyVersion({ parent: keyName(), cryptoKeyVersion: {} }, asProvisioner());
  await kms.updateCryptoKeyPrimaryVersion(
    { name: keyName(), cryptoKeyVersionId: '2' },
    asProvisioner(),
  );
  await endVersion();
  expect((await read(stranger)).body.code).toBe('keys-refused');
  const { status, body } = await create(stranger);
  expect(status).toBe(201);
  expect((await stranger.chat('GET', `/v1/chat-messages/${body.id}`)).body.text).toBe(text);
  expect(cold.events()).toContain('key service refuses');
  await restoreVersion();
});

test('a damaged data key makes only its own records unreadable, and a log line reports it', async () => {
  const { cold, tenant, stranger, read } = await openTenant();
  clock.advance(bucketMicros);
  const other = await create(tenant);
  const messages = await tenant.chat('GET', '/v1/chat-messages');
  expect(messages.body.items).toHaveLength(2);
  const { store } = cold.instance;
  const keys = await store.query({
    collection: 'data_keys',
    tenant: `tenant-${tenants}`,
    where: [{ field: 'category', op: '==', value: 'chat_messages' }],
    orderBy: [{ field: 'expires_at', direction: 'asc' }],
    limit: 9,
  });
  expect(keys).toHaveLength(2);
  const wrapped = Buffer.from(keys[0]?.data['wrapped'] as Uint8Array);
  wrapped[20] = (wrapped[20] ?? 0) ^ 1;
  const [damaged] = keys;
  if (damaged === undefined) throw new Error('the data key is missing');
  await store.commit([{ kind: 'update', ref: damaged.ref, data: { wrapped } }]);

  expect((await stranger.chat('GET', `/v1/chat-messages/${other.body.id}`)).status).toBe(200);
  const before = decrypts();
  expect((await read(stranger)).body.code).toBe('internal');
  const { body } = await stranger.chat('GET', '/v1/chat-messages');
  expect(body.items.map(({ id }) => id)).toEqual([other.body.id]);
  // Both requests asked the key service for the damaged key. Neither asked for the key of the other
  // message, because the process has cached this key.
  expect(decrypts()).toBe(before + 2);
  expect(cold.events()).toContain('data key is damaged');
  expect(cold.events()).not.toContain('key service refuses');
});

test('many requests during an outage cause few calls to the key service; after the outage there is one call for each key', async () => {
  const buckets = 12;
  tenants += 1;
  const first = startProcess();
  const tenant = await createTenant(first.instance, clock.now, `tenant-${tenants}`);
  for (let bucket = 0; bucket < buckets; bucket += 1) {
    const customer = { email: `k${bucket}@example.org`, authenticated_by: 'sso' };
    expect((await tenant.customers('POST', '/v1/customers', customer)).status).toBe(201);
    clock.advance(6 * microsPerDay);
  }
  const cold = startProcess();
  const stranger = tenantOf(cold.instance, tenant.key);
  const list = () => stranger.customers('GET', '/v1/customers?limit=200');
  const listAtOnce = () => Promise.all(Array.from({ length: 40 }, list));

  stack().kms.play({ kind: 'outage' });
  const before = decrypts();
  for (const { body } of await listAtOnce()) expect(body.code).toBe('keys-unavailable');
  // Before the first call fails, the process may start one call for each data key. After that, all
  // requests wait for one further call. The client repeats each failed call once, up to 100 ms
  // later.
  await sleep(repeatedWithinMs);
  expect(decrypts() - before).toBeLessThanOrEqual(2 * buckets + 2);
  const late = decrypts();
  await listAtOnce();
  await sleep(repeatedWithinMs);
  expect(decrypts() - late).toBeLessThanOrEqual(2);

  stack().kms.play(undefined);
  const recovered = decrypts();
  for (const { body } of await listAtOnce()) expect(body.items).toHaveLength(buckets);
  expect(decrypts() - recovered).toBe(buckets);
  await list();
  expect(decrypts() - recovered).toBe(buckets);
});

test('a destroyed key version cannot be restored; a new process cannot read the records of this version, and new records use the next version', async () => {
  const { cold, stranger, read } = await openTenant();
  const [key] = await kms.getCryptoKey({ name: keyName() }, asProvisioner());
  const name = key.primary?.name ?? '';
  const parent = { parent: keyName(), cryptoKeyVersion: {} };
  const [next] = await kms.createCryptoKeyVersion(parent, asProvisioner());
  const cryptoKeyVersionId = next.name?.split('/').at(-1) ?? '';
  await kms.updateCryptoKeyPrimaryVersion({ name: keyName(), cryptoKeyVersionId }, asProvisioner());
  await kms.destroyCryptoKeyVersion({ name }, asProvisioner());
  stack().advanceKms(31);
  await expect(kms.restoreCryptoKeyVersion({ name }, asProvisioner())).rejects.toThrow('DESTROYED');
  expect((await read(stranger)).body.code).toBe('keys-refused');
  const { status, body } = await create(stranger);
  expect(status).toBe(201);
  expect((await stranger.chat('GET', `/v1/chat-messages/${body.id}`)).body.text).toBe(text);
  expect(cold.events().filter((event) => event === 'key service refuses')).toHaveLength(1);
});
