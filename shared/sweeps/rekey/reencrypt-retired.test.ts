import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { microsPerDay } from '#shared/base/time/instant.ts';
import { customers } from '#shared/categories/customers.ts';
import { createRecords } from '#shared/records/create-records.ts';
import { readRecord } from '#shared/records/read-record.ts';
import { onStore } from '#shared/records/testing/create-test-context.ts';
import type { Query, Store, StoredDocument } from '#shared/store/store.ts';
import { dataKeys } from '#shared/vault/collections.ts';
import { collections } from '#shared/wiring/collections.ts';
import { runPurge } from '../purge/run-purge.ts';
import { createKilledStore } from '../testing/create-killed-store.ts';
import { createRotationFixture } from '../testing/create-rotation-fixture.ts';
import { copyOf, readAll } from '../testing/create-sweep-fixture.ts';
import { retireDataKey } from './retire-data-key.ts';

let world: Awaited<ReturnType<typeof createRotationFixture>>;

beforeEach(async () => {
  world = await createRotationFixture();
});

function retire({ ref }: StoredDocument, store: Store = world.store) {
  const deps = {
    ...world.fixture.platform,
    store,
    collections,
    wrapper: world.wrapper,
    randomBytes,
    purgeShards: 4,
    algorithm: 'aes-256-gcm',
    backupDays: 7,
  } as const;
  return retireDataKey(deps, { tenant: ref.tenant, keyId: ref.id, reason: 'compromised' });
}

async function retireAll(store: Store = world.store): Promise<string[]> {
  const keys = await world.all(dataKeys.id, store);
  for (const key of keys) await retire(key, store);
  return keys.map(({ ref }) => ref.id);
}

const left = async (ids: readonly string[], store: Store = world.store) =>
  (await world.all(dataKeys.id, store)).filter(({ ref }) => ids.includes(ref.id)).length;

const purge = (store: Store = world.store) =>
  runPurge({
    store,
    now: () => world.clock.now,
    monotonic: () => 0,
    collections,
    shards: 4,
    budgetSeconds: 60,
    onFailure: (error) => {
      throw error;
    },
  });

/** For each of the keys, the instant from which the purge destroys it. */
const endsOf = async (ids: readonly string[], store: Store = world.store) =>
  (await world.all(dataKeys.id, store))
    .filter(({ ref }) => ids.includes(ref.id))
    .map(({ data }) => Number(data['expires_at']));

test('the sweep encrypts records of retired keys with new keys and changes no value; the retired keys are kept as long as a backup may need them', async () => {
  const before = await world.readClear();
  const old = await retireAll();
  world.pass(60);
  const first = await world.rekey();
  expect(first).toMatchObject({ complete: false, failed: 0, keys_retired: old.length });
  expect(first.reencrypted).toBeGreaterThan(15);
  world.pass(300);
  expect(await world.rekey()).toMatchObject({
    complete: true,
    reencrypted: 0,
    keys_emptied: old.length,
  });
  expect(await world.readClear()).toEqual(before);
  expect(await world.rekey()).toMatchObject({ complete: true, keys_retired: 0 });
  expect(await left(old)).toBe(old.length);
  const nineDays = world.clock.now + 9 * microsPerDay;
  expect(Math.max(...(await endsOf(old)))).toBe(nineDays);
  world.clock.now = nineDays - 1;
  await purge();
  expect(await left(old)).toBeGreaterThan(0);
  world.clock.now = nineDays;
  await purge();
  expect(await left(old)).toBe(0);
});

test('a retirement never delays the destruction of a key', async () => {
  const keys = await world.all(dataKeys.id);
  const endBefore = new Map(keys.map(({ ref, data }) => [ref.id, Number(data['expires_at'])]));
  const old = await retireAll();
  world.pass(400);
  await world.rekey();
  world.pass(400);
  await world.rekey();
  const ends = (await world.all(dataKeys.id)).filter(({ ref }) => old.includes(ref.id));
  expect(ends.length).toBe(old.length);
  for (const { ref, data } of ends)
    expect(Number(data['expires_at'])).toBeLessThanOrEqual(endBefore.get(ref.id) ?? 0);
  expect(ends.some(({ ref, data }) => data['expires_at'] === endBefore.get(ref.id))).toBe(true);
});

test('a retirement returns the earliest time at which the key may be destroyed; a second retirement after the sweep returns the time that the sweep has noted', async () => {
  const [customer] = await world.all(customers.id);
  const key = (await world.all(dataKeys.id)).find(({ ref }) => ref.id === customer?.data['dek']);
  if (key === undefined) throw new Error('the key is not stored');
  const retiredAt = world.clock.now;
  const first = await retire(key);
  expect(first).toMatchObject({ retiredAt, destroyedFrom: retiredAt + 9 * microsPerDay });
  expect(await retire(key)).toEqual(first);
  world.pass(400);
  await world.rekey();
  expect(await retire(key)).toEqual({
    ...first,
    destroyedFrom: world.clock.now + 9 * microsPerDay,
  });
});

test('if a former version of the program retired a key, the sweep encrypts the key’s records again only after a second retirement', async () => {
  const [record] = await world.all(customers.id);
  const key = (await world.all(dataKeys.id)).find(({ ref }) => ref.id === record?.data['dek']);
  if (key === undefined) throw new Error('the key is not stored');
  const { retiredAt } = await retire(key);
  const stored = await world.store.get(key.ref);
  const { emptied_in: _progress, ...former } = stored?.data ?? {};
  await world.store.commit([{ kind: 'put', ref: key.ref, data: former }]);
  world.pass(400);
  expect(await world.rekey()).toMatchObject({ keys_retired: 0, reencrypted: 0 });
  expect(await retire(key)).toMatchObject({ retiredAt });
  expect(await world.rekey()).toMatchObject({ complete: true, keys_retired: 1, keys_emptied: 1 });
  const keys = (await world.all(customers.id)).map(({ data }) => data['dek']);
  expect(keys).not.toContain(key.ref.id);
});

test('if only backups need a retired key, a run does not search for documents of this key', async () => {
  await retireAll();
  world.pass(400);
  await world.rekey();
  const asked: Query[] = [];
  const store: Store = {
    ...world.store,
    query: async (query) => {
      asked.push(query);
      return world.store.query(query);
    },
  };
  expect(await world.rekey(store)).toMatchObject({ complete: true, keys_retired: 0 });
  expect(asked.some(({ where }) => where.some(({ field }) => field === 'dek'))).toBe(false);
});

test('a process that has the retired key in memory uses the new key within a minute', async () => {
  const body = (email: string) => ({ email, authenticated_by: 'sso' });
  const keyOf = async (email: string) => {
    const { records } = await createRecords(world.ctx, { category: customers, body: body(email) });
    const ref = { tenant: 'acme', collection: customers.id, id: records[0]?.id ?? '' };
    return (await world.store.get(ref))?.data['dek'];
  };
  const before = await keyOf('a@example.org');
  const key = (await world.all(dataKeys.id)).find(({ ref }) => ref.id === before);
  if (key === undefined) throw new Error('the key is not stored');
  await retire(key);
  world.pass(31);
  const after = await keyOf('b@example.org');
  expect(after).not.toBe(before);
  const other = world.fixture.otherProcess('acme');
  const { records } = await createRecords(other, {
    category: customers,
    body: body('c@example.org'),
  });
  const ref = { tenant: 'acme', collection: customers.id, id: records[0]?.id ?? '' };
  expect((await world.store.get(ref))?.data['dek']).toBe(after);
});

test('while a writer may still use a retired key, the sweep notes no time for its destruction; while a record is encrypted with the key, the purge keeps the key', async () => {
  const [record] = await world.all(customers.id);
  const id = String(record?.data['dek']);
  const key = (await world.all(dataKeys.id)).find(({ ref }) => ref.id === id);
  if (key === undefined || record === undefined)
    throw new Error('the key or the record is not stored');
  await retire(key);
  world.pass(299);
  expect(await world.rekey()).toMatchObject({ complete: false, keys_emptied: 0 });
  // A delayed writer stores this record. It cannot be decrypted, because its ciphertext is bound to
  // another record id.
  const late = { ...record.ref, id: 'f'.repeat(32) };
  const data = { ...record.data, expires_at: world.clock.now + 300 * microsPerDay };
  await world.store.commit([{ kind: 'create', ref: late, data }]);
  world.pass(1);
  expect(await world.rekey()).toMatchObject({ complete: false, keys_emptied: 0, unopened: 1 });
  world.clock.now = Number(key.data['expires_at']);
  await purge();
  expect(await left([id])).toBe(1);
});

test('neither a key of the manager log nor a key of another tenant can be retired', async () => {
  const [key] = await world.all(dataKeys.id);
  if (key === undefined) throw new Error('the key is not stored');
  await expect(retire({ ...key, ref: { ...key.ref, tenant: 'beta' } })).rejects.toMatchObject({
    code: 'record-not-found',
  });
  const own = { ...key.ref, id: 'own' };
  const data = { ...key.data, category: 'manager_log' };
  await world.store.commit([{ kind: 'create', ref: own, data }]);
  await expect(retire({ ...key, ref: own })).rejects.toMatchObject({ code: 'validation-failed' });
});

describe('a run', () => {
  test.each(['none', 'all'] as const)(
    'that is killed at one of its writes and then repeated changes no value and leaves no document encrypted with an old key; the killed write stores: %s',
    async (landed) => {
      const before = await world.readClear();
      const old = await retireAll();
      world.pass(400);
      const seeded = await readAll(world.store);
      const counting = createKilledStore(await copyOf(seeded), Number.POSITIVE_INFINITY);
      await world.rekey(counting.store);
      expect(counting.writes()).toBeGreaterThan(15);
      const start = world.clock.now;
      for (let fatal = 0; fatal < counting.writes(); fatal += 3) {
        world.clock.now = start;
        const store = await copyOf(seeded);
        const killed = createKilledStore(store, fatal, landed);
        expect(await Promise.race([killed.killed, world.rekey(killed.store)])).toBe('killed');
        expect(await world.rekey(store)).toMatchObject({ complete: true, failed: 0 });
        expect(await world.readClear(store)).toEqual(before);
        const emptied = (await world.all(dataKeys.id, store)).filter(
          ({ data }) => data['emptied_in'] === 0,
        );
        expect(emptied.map(({ ref }) => ref.id).toSorted()).toEqual(old.toSorted());
      }
    },
  );

  test('does not disturb readers: they can decrypt every record while it runs', async () => {
    const body = (at: number) => ({ email: `k${at}@example.org`, authenticated_by: 'sso' });
    const ids: string[] = [];
    for (let at = 0; at < 60; at += 1) {
      const { records } = await createRecords(world.ctx, { category: customers, body: body(at) });
      ids.push(records[0]?.id ?? '');
    }
    await retireAll();
    const state = { isOver: false };
    let reads = 0;
    const slow: Store = {
      ...world.store,
      commit: async (writes) => {
        for (let turn = 0; turn < 5; turn += 1) await new Promise((next) => setImmediate(next));
        return world.store.commit(writes);
      },
    };
    const readers = Array.from({ length: 8 }, async (_, reader) => {
      const by = onStore(world.fixture.otherProcess('acme'), world.store);
      for (let at = reader; !state.isOver; at = (at * 7 + 3) % ids.length) {
        const { fields } = await readRecord(by, { category: customers, id: ids[at] ?? '' });
        expect(fields['email']).toBe(`k${at}@example.org`);
        reads += 1;
        await new Promise((next) => setImmediate(next));
      }
    });
    for (const seconds of [10, 400, 700]) {
      world.pass(seconds);
      await world.rekey(slow);
    }
    state.isOver = true;
    await Promise.all(readers);
    expect(reads).toBeGreaterThan(100);
  });
});
