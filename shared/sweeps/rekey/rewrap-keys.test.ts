import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { createPersonIds } from '#shared/access/members/person-ids.ts';
import { createSessionKeys } from '#shared/access/session/session-keys.ts';
import { customers } from '#shared/categories/customers.ts';
import { createRecords } from '#shared/records/create-records.ts';
import { readRecord } from '#shared/records/read-record.ts';
import { onStore } from '#shared/records/testing/create-test-context.ts';
import type { Store } from '#shared/store/store.ts';
import { dataKeys, lookupSecrets } from '#shared/vault/collections.ts';
import { collections } from '#shared/wiring/collections.ts';
import { createKilledStore } from '../testing/create-killed-store.ts';
import { createRotationFixture } from '../testing/create-rotation-fixture.ts';
import { copyOf, readAll } from '../testing/create-sweep-fixture.ts';
import { everyWrapping } from './wrappings.ts';

let world: Awaited<ReturnType<typeof createRotationFixture>>;

beforeEach(async () => {
  world = await createRotationFixture();
});

const keks = (documents: readonly { readonly data: { readonly [name: string]: unknown } }[]) => [
  ...new Set(
    documents.map(({ data }) => (data['category'] as string | undefined) ?? lookupSecrets.id),
  ),
];

async function rotateAll() {
  const wrapped = [...(await world.all(dataKeys.id)), ...(await world.all(lookupSecrets.id))];
  for (const kek of keks(wrapped)) world.wrapper.rotate(kek);
  return wrapped;
}

async function destroyFirst() {
  const wrapped = [...(await world.all(dataKeys.id)), ...(await world.all(lookupSecrets.id))];
  for (const kek of keks(wrapped)) world.wrapper.destroy(kek, 1);
}

test('after a rotation and a sweep everything can be decrypted without the old versions of the Cloud KMS keys, and the sweep has written no record', async () => {
  await world.rekey();
  const before = await world.readClear();
  const records = await world.all('customers');
  const wrapped = await rotateAll();
  expect(await world.rekey()).toMatchObject({
    complete: true,
    keys_seen: wrapped.length,
    keys_rewrapped: wrapped.length,
  });
  await destroyFirst();
  expect(await world.readClear()).toEqual(before);
  expect((await world.all('customers')).map(({ version }) => version)).toEqual(
    records.map(({ version }) => version),
  );
});

test('a rotation does not disturb readers, not even a reader that starts with empty caches during the rotation', async () => {
  const ids: string[] = [];
  for (let at = 0; at < 8; at += 1) {
    const body = { email: `k${at}@example.org`, authenticated_by: 'sso' };
    const { records } = await createRecords(world.ctx, { category: customers, body });
    ids.push(records[0]?.id ?? '');
  }
  const state = { isOver: false };
  let reads = 0;
  const readers = Array.from({ length: 3 }, async (_, reader) => {
    for (let at = reader; !state.isOver; at = (at * 7 + 3) % ids.length) {
      const by = onStore(world.fixture.otherProcess('acme'), world.store);
      const { fields } = await readRecord(by, { category: customers, id: ids[at] ?? '' });
      expect(fields['email']).toBe(`k${at}@example.org`);
      reads += 1;
      await new Promise((next) => setImmediate(next));
    }
  });
  const slow: Store = {
    ...world.store,
    commit: async (writes) => {
      for (let turn = 0; turn < 5; turn += 1) await new Promise((next) => setImmediate(next));
      return world.store.commit(writes);
    },
  };
  await world.rekey(slow);
  await rotateAll();
  try {
    for (const hours of [0, 5, 25]) {
      world.pass(hours * 3_600);
      await world.rekey(slow);
    }
    // The sweep has found no key that the old versions wrap, so these versions may be destroyed.
    await destroyFirst();
    for (let turn = 0; turn < 50; turn += 1) await new Promise((next) => setImmediate(next));
  } finally {
    state.isOver = true;
  }
  await Promise.all(readers);
  expect(reads).toBeGreaterThan(20);
});

test('a key without a recorded version is wrapped again', async () => {
  await world.rekey();
  const [key] = await world.all(dataKeys.id);
  if (key === undefined) throw new Error('the key is not stored');
  const { kek_version: _noted, ...data } = key.data;
  await world.store.commit([{ kind: 'put', ref: key.ref, data }]);
  world.pass(5 * 3_600);
  expect(await world.rekey()).toMatchObject({ keys_rewrapped: 1 });
  expect((await world.store.get(key.ref))?.data['kek_version']).toBe(1);
});

test('after a rotation of the Cloud KMS key for sessions, the session key and the ids of people stay the same and do not need the old version', async () => {
  const deps = { ...world.fixture.platform, wrapper: world.wrapper, randomBytes, purgeShards: 4 };
  const read = async () => [
    await createSessionKeys(deps).current(),
    await createPersonIds(deps).idOf('olga@example.org'),
  ];
  const before = await read();
  await world.rekey();
  world.wrapper.rotate('sessions');
  expect(await world.rekey()).toMatchObject({ keys_rewrapped: 2 });
  world.wrapper.destroy('sessions', 1);
  expect(await read()).toEqual(before);
});

test('a run without work encrypts once with each Cloud KMS key to learn its present version, and reads no wrapped secret', async () => {
  await world.rekey();
  world.pass(5 * 3_600);
  await world.rekey();
  world.pass(5 * 3_600);
  const { wrap, unwrap } = world.wrapper.calls;
  expect(await world.rekey()).toMatchObject({ complete: true, keys_seen: 0 });
  expect(world.wrapper.calls).toEqual({
    wrap: wrap + everyWrapping(collections).length,
    unwrap,
  });
});

test('a later pass finds secrets that the old version wrapped in the hours after a rotation', async () => {
  await world.rekey();
  world.wrapper.rotate('customers');
  await world.rekey();
  const key = (await world.all(dataKeys.id)).find(({ data }) => data['category'] === 'customers');
  if (key === undefined) throw new Error('the key is not stored');
  const stale = { ...key.data, kek_version: 1 };
  await world.store.commit([{ kind: 'put', ref: key.ref, data: stale }]);
  expect(await world.rekey()).toMatchObject({ keys_rewrapped: 0 });
  world.pass(4 * 3_600);
  expect(await world.rekey()).toMatchObject({ keys_rewrapped: 1 });
});

describe('a run', () => {
  test.each(['none', 'all'] as const)(
    'that is killed at any of its writes and then repeated wraps all keys again; the killed write stores: %s',
    async (landed) => {
      await world.rekey();
      const before = await world.readClear();
      await rotateAll();
      const seeded = await readAll(world.store);
      const counting = createKilledStore(await copyOf(seeded), Number.POSITIVE_INFINITY);
      await world.rekey(counting.store);
      expect(counting.writes()).toBeGreaterThan(20);
      for (let fatal = 0; fatal < counting.writes(); fatal += 1) {
        const store = await copyOf(seeded);
        const killed = createKilledStore(store, fatal, landed);
        expect(await Promise.race([killed.killed, world.rekey(killed.store)])).toBe('killed');
        expect(await world.rekey(store)).toMatchObject({ complete: true, failed: 0 });
        const wrapped = await world.all(dataKeys.id, store);
        expect(wrapped.map(({ data }) => data['kek_version'])).not.toContain(1);
        if (fatal % 10 === 0) expect(await world.readClear(store)).toEqual(before);
      }
    },
  );

  test('whose time is up leaves the remaining keys to later runs, until all keys are wrapped again', async () => {
    await rotateAll();
    let now = 0;
    const slow = () => {
      now += 300;
      return now;
    };
    const reports = [];
    for (let run = 0; run < 60; run += 1) {
      const report = await world.rekey(world.store, 10, slow);
      reports.push(report);
      if (report.complete) break;
    }
    expect(reports.at(-1)).toMatchObject({ complete: true });
    expect(reports.length).toBeGreaterThan(2);
    const wrapped = await world.all(dataKeys.id);
    expect(wrapped.map(({ data }) => data['kek_version'])).not.toContain(1);
  });
});
