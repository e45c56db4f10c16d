import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { microsPerSecond } from '#shared/base/time/instant.ts';
import { allTenants, platformTenant } from '#shared/store/store.ts';
import { runPurge } from '#shared/sweeps/purge/run-purge.ts';
import { KeyServiceUnavailable, WrappedKeyDamaged } from '#shared/vault/key-wrapper.ts';
import { collections } from '#shared/wiring/collections.ts';
import { newApiKey } from '../api-key.ts';
import { sessionKeys } from './collections.ts';
import { createSessionFixture, sendBack } from './testing/create-session-fixture.ts';

const hour = 3_600 * microsPerSecond;
const bytesOf = (key: { readonly cookie: Uint8Array } | undefined) =>
  Buffer.from(key?.cookie ?? []).toString('hex');

test('processes that create the day’s key at the same time get the same key', async () => {
  const fixture = createSessionFixture();
  const made = await Promise.all(
    Array.from({ length: 8 }, () => fixture.newProcess().keys.current()),
  );
  expect(new Set(made.map(bytesOf)).size).toBe(1);
  expect(bytesOf(made[0])).toHaveLength(64);
});

test('every day has a new key, and a session is still valid after midnight', async () => {
  const fixture = createSessionFixture();
  const server = fixture.newProcess();
  fixture.clock.now = Date.UTC(2026, 0, 15, 23, 58) * 1_000;
  const first = await server.keys.current();
  let setCookie = await server.begin();
  const before = setCookie;
  fixture.clock.now += 6 * 60 * microsPerSecond;
  const second = await server.keys.current();
  expect([first.day, second.day]).toEqual(['2026-01-15', '2026-01-16']);
  expect(bytesOf(second)).not.toBe(bytesOf(first));
  setCookie = (await fixture.newProcess().extend(sendBack(setCookie)))?.setCookie ?? '';
  const kidOf = (cookie: string) =>
    JSON.parse(Buffer.from(cookie.split(/[=.]/)[1] ?? '', 'base64url').toString()).kid;
  expect([kidOf(before), kidOf(setCookie)]).toEqual(['2026-01-15', '2026-01-16']);
  for (const cookie of [before, setCookie])
    expect(await fixture.newProcess().read(sendBack(cookie))).toBeDefined();
});

test('cookies and hashes of persons use different keys', async () => {
  const { cookie, person } = await createSessionFixture().newProcess().keys.current();
  expect(Buffer.from(cookie).equals(Buffer.from(person))).toBe(false);
});

test('keys are read only for yesterday, today and tomorrow, and a stored key can be unwrapped only for its own day', async () => {
  const fixture = createSessionFixture();
  const server = fixture.newProcess();
  await server.keys.current();
  fixture.takeCalls();
  for (const day of ['2026-01-13', '2026-01-17', '', 'x'])
    expect(await server.keys.find(day)).toBeUndefined();
  expect(fixture.takeCalls()).toEqual({});
  const ref = { tenant: platformTenant, collection: sessionKeys.id, id: '2026-01-15' };
  const stored = await fixture.store.get(ref);
  const moved = { ...ref, id: '2026-01-14' };
  await fixture.store.commit([{ kind: 'create', ref: moved, data: stored?.data ?? {} }]);
  await expect(server.keys.find('2026-01-14')).rejects.toBeInstanceOf(WrappedKeyDamaged);
});

test('a process caches a key for an hour, and caches for 5 s that a key is missing', async () => {
  const fixture = createSessionFixture();
  const [server, other] = [fixture.newProcess(), fixture.newProcess()];
  expect(await other.keys.find('2026-01-15')).toBeUndefined();
  await server.keys.current();
  expect(await other.keys.find('2026-01-15')).toBeUndefined();
  fixture.clock.now += 5 * microsPerSecond;
  expect(await other.keys.find('2026-01-15')).toBeDefined();
  fixture.takeCalls();
  fixture.clock.now += hour - 1;
  await other.keys.find('2026-01-15');
  expect(fixture.takeCalls()).toEqual({});
  fixture.clock.now += 1;
  await other.keys.find('2026-01-15');
  expect(fixture.takeCalls()).toEqual({ get: 1 });
});

test('an outage of the key service causes an error, and the next call tries again', async () => {
  const fixture = createSessionFixture();
  const server = fixture.newProcess();
  fixture.wrapper.state = 'unavailable';
  await expect(server.keys.current()).rejects.toBeInstanceOf(KeyServiceUnavailable);
  fixture.wrapper.state = 'up';
  expect((await server.keys.current()).day).toBe('2026-01-15');
});

test('the purge deletes expired sessions, marks of ended sessions and daily keys, which belong to no tenant', async () => {
  const fixture = createSessionFixture();
  const server = fixture.newProcess();
  await server.begin();
  await server.endAll();
  const purge = async () => {
    const { deleted_by_collection: deleted } = await runPurge({
      store: fixture.store,
      now: () => fixture.clock.now,
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
  fixture.clock.now += 12 * hour - 1;
  expect(await purge()).toEqual({});
  fixture.clock.now += 1;
  expect(await purge()).toEqual({ sessions: 1, session_endings: 1 });
  fixture.clock.now = Date.UTC(2026, 0, 16, 13) * 1_000 - 1;
  expect(await purge()).toEqual({});
  fixture.clock.now += 1;
  expect(await purge()).toEqual({ session_keys: 1 });
});

test('no tenant can have the id that stands for the platform', () => {
  expect(platformTenant).not.toMatch(/^[a-z][a-z0-9-]*$/);
  expect(platformTenant).not.toBe(allTenants);
  expect(() => newApiKey(platformTenant, randomBytes)).toThrow('the tenant id does not match');
});
