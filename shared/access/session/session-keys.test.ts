import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { collections } from '../../collections/registry.ts';
import { runPurge } from '../../purge/run-purge.ts';
import { allTenants, platformTenant } from '../../store/store.ts';
import { microsPerSecond } from '../../time/instant.ts';
import { KeyDenied, KeyServiceUnavailable } from '../../vault/key-wrapper.ts';
import { newApiKey } from '../api-key.ts';
import { sessionKeys } from './collections.ts';
import { createSessionBench, sendBack } from './testing/create-session-bench.ts';

const hour = 3_600 * microsPerSecond;
const bytesOf = (key: { readonly cookie: Uint8Array } | undefined) =>
  Buffer.from(key?.cookie ?? []).toString('hex');

test('processes that make the day’s key at once end with the same', async () => {
  const bench = createSessionBench();
  const made = await Promise.all(
    Array.from({ length: 8 }, () => bench.newProcess().keys.current()),
  );
  expect(new Set(made.map(bytesOf)).size).toBe(1);
  expect(bytesOf(made[0])).toHaveLength(64);
});

test('every day has another key, and a session lives across midnight', async () => {
  const bench = createSessionBench();
  const server = bench.newProcess();
  bench.clock.now = Date.UTC(2026, 0, 15, 23, 58) * 1_000;
  const first = await server.keys.current();
  let setCookie = await server.begin();
  const before = setCookie;
  bench.clock.now += 6 * 60 * microsPerSecond;
  const second = await server.keys.current();
  expect([first.day, second.day]).toEqual(['2026-01-15', '2026-01-16']);
  expect(bytesOf(second)).not.toBe(bytesOf(first));
  setCookie = (await bench.newProcess().read(sendBack(setCookie)))?.renewed ?? '';
  const kidOf = (cookie: string) =>
    JSON.parse(Buffer.from(cookie.split(/[=.]/)[1] ?? '', 'base64url').toString()).kid;
  expect([kidOf(before), kidOf(setCookie)]).toEqual(['2026-01-15', '2026-01-16']);
  for (const cookie of [before, setCookie])
    expect(await bench.newProcess().read(sendBack(cookie))).toBeDefined();
});

test('the keys for cookies and for hashes of persons are not the same', async () => {
  const { cookie, person } = await createSessionBench().newProcess().keys.current();
  expect(Buffer.from(cookie).equals(Buffer.from(person))).toBe(false);
});

test('a key is looked for around today only, and lies wrapped for its day', async () => {
  const bench = createSessionBench();
  const server = bench.newProcess();
  await server.keys.current();
  bench.takeCalls();
  for (const day of ['2026-01-13', '2026-01-17', '', 'x'])
    expect(await server.keys.find(day)).toBeUndefined();
  expect(bench.takeCalls()).toEqual({});
  const ref = { tenant: platformTenant, collection: sessionKeys.id, id: '2026-01-15' };
  const stored = await bench.store.get(ref);
  const moved = { ...ref, id: '2026-01-14' };
  await bench.store.commit([{ kind: 'create', ref: moved, data: stored?.data ?? {} }]);
  await expect(server.keys.find('2026-01-14')).rejects.toBeInstanceOf(KeyDenied);
});

test('a key is kept for an hour, and that there is none for 5 s', async () => {
  const bench = createSessionBench();
  const [server, other] = [bench.newProcess(), bench.newProcess()];
  expect(await other.keys.find('2026-01-15')).toBeUndefined();
  await server.keys.current();
  expect(await other.keys.find('2026-01-15')).toBeUndefined();
  bench.clock.now += 5 * microsPerSecond;
  expect(await other.keys.find('2026-01-15')).toBeDefined();
  bench.takeCalls();
  bench.clock.now += hour - 1;
  await other.keys.find('2026-01-15');
  expect(bench.takeCalls()).toEqual({});
  bench.clock.now += 1;
  await other.keys.find('2026-01-15');
  expect(bench.takeCalls()).toEqual({ get: 1 });
});

test('an outage is told and not remembered', async () => {
  const bench = createSessionBench();
  const server = bench.newProcess();
  bench.wrapper.state = 'unavailable';
  await expect(server.keys.current()).rejects.toBeInstanceOf(KeyServiceUnavailable);
  bench.wrapper.state = 'up';
  expect((await server.keys.current()).day).toBe('2026-01-15');
});

test('the purge deletes sessions, endings and keys of the platform like any tenant’s documents', async () => {
  const bench = createSessionBench();
  const server = bench.newProcess();
  await server.begin();
  await server.endAll();
  const purge = async () => {
    const { deleted_by_collection: deleted } = await runPurge({
      store: bench.store,
      now: () => bench.clock.now,
      monotonic: () => 0,
      collections,
      shards: 4,
      budgetSeconds: 5,
      onFailure: (error) => {
        throw error;
      },
    });
    return deleted;
  };
  bench.clock.now += 12 * hour - 1;
  expect(await purge()).toEqual({});
  bench.clock.now += 1;
  expect(await purge()).toEqual({ sessions: 1, session_endings: 1 });
  bench.clock.now = Date.UTC(2026, 0, 16, 13) * 1_000 - 1;
  expect(await purge()).toEqual({});
  bench.clock.now += 1;
  expect(await purge()).toEqual({ session_keys: 1 });
});

test('no tenant can have the platform’s place', () => {
  expect(platformTenant).not.toMatch(/^[a-z][a-z0-9-]*$/);
  expect(platformTenant).not.toBe(allTenants);
  expect(() => newApiKey(platformTenant, randomBytes)).toThrow('tenant ids match');
});
