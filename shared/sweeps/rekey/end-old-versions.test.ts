import { beforeEach, describe, expect, test } from 'vitest';
import type { DocumentData } from '#shared/store/store.ts';
import { dataKeys } from '#shared/vault/collections.ts';
import { KeyServiceUnavailable, KeyVersionUnusable } from '#shared/vault/key-wrapper.ts';
import { collections } from '#shared/wiring/collections.ts';
import { createKilledStore } from '../testing/create-killed-store.ts';
import { createRotationFixture } from '../testing/create-rotation-fixture.ts';
import { copyOf, readAll } from '../testing/create-sweep-fixture.ts';
import { everyWrapping } from './wrappings.ts';

const hour = 3_600;
let world: Awaited<ReturnType<typeof createRotationFixture>>;

beforeEach(async () => {
  world = await createRotationFixture();
  await world.rekey();
  world.wrapper.rotate('customers');
  await world.rekey();
});

const standing = async () => (await world.wrapper.standing('customers')).numbers;

async function customersKey() {
  const keys = await world.all(dataKeys.id);
  const key = keys.find(({ data }) => data['category'] === 'customers');
  if (key === undefined) throw new Error('the key is not stored');
  return key;
}

/**
 * Stores a data key that the old version of the Cloud KMS key wrapped, as a delayed writer could.
 */
async function storeOlder(own: DocumentData = {}) {
  const { ref, data } = await customersKey();
  const late = { ...ref, id: 'f'.repeat(32) };
  const older = { ...data, kek_version: 1, ...own };
  await world.store.commit([{ kind: 'create', ref: late, data: older }]);
  return late;
}

test('the passes before the destruction of a version read every declared collection with wrapped secrets', () => {
  const passed = everyWrapping(collections).flatMap(({ kinds }) =>
    kinds.map(({ query }) => query.collection),
  );
  const wrapped = collections.filter(({ fields }) => 'wrapped' in fields).map(({ id }) => id);
  expect(new Set(passed)).toEqual(new Set(wrapped));
});

test('the sweep orders the destruction of an old version 28 hours after it first saw the new version; then everything can be decrypted without the old version', async () => {
  const before = await world.readClear();
  world.pass(5 * hour);
  expect(await world.rekey()).toMatchObject({ versions_ended: 0 });
  world.pass(22 * hour);
  expect(await world.rekey()).toMatchObject({ versions_ended: 0 });
  expect(await standing()).toEqual([1, 2]);
  world.pass(hour);
  expect(await world.rekey()).toMatchObject({ complete: true, versions_ended: 1 });
  expect(await standing()).toEqual([2]);
  expect(await world.readClear()).toEqual(before);
});

test('if a pass finds a key that an old version wraps, this version is destroyed a day later at the earliest', async () => {
  const before = await world.readClear();
  world.pass(5 * hour);
  await world.rekey();
  const { ref, data } = await customersKey();
  await world.store.commit([{ kind: 'put', ref, data: { ...data, kek_version: 1 } }]);
  world.pass(24 * hour);
  expect(await world.rekey()).toMatchObject({ keys_rewrapped: 1, versions_ended: 0 });
  expect(await standing()).toEqual([1, 2]);
  world.pass(23 * hour);
  expect(await world.rekey()).toMatchObject({ versions_ended: 0 });
  world.pass(hour);
  expect(await world.rekey()).toMatchObject({ versions_ended: 1 });
  expect(await world.readClear()).toEqual(before);
});

test('a damaged key that no version can unwrap does not prevent the destruction of an old version', async () => {
  await storeOlder({ wrapped: Uint8Array.of(1, 2, 3) });
  world.pass(5 * hour);
  await world.rekey();
  world.pass(24 * hour);
  expect(await world.rekey()).toMatchObject({ failed: 0, versions_ended: 1 });
});

test('if a key needs a version that is disabled, the sweep wraps the other keys again, destroys no version, counts no failure, and reports that work is left', async () => {
  const own = { ...world.wrapper };
  world.wrapper.unwrap = async (kek, wrapped, aad) => {
    if (kek === 'customers' && wrapped[0] === 1) throw new KeyVersionUnusable('disabled');
    return own.unwrap(kek, wrapped, aad);
  };
  const { ref, data } = await customersKey();
  const wrapped = Uint8Array.from(data['wrapped'] as Uint8Array);
  wrapped[0] = 1;
  const late = { ...ref, id: '0'.repeat(32) };
  await world.store.commit([
    { kind: 'create', ref: late, data: { ...data, kek_version: 1, wrapped } },
    { kind: 'update', ref, data: { kek_version: 1 } },
  ]);
  const left = { complete: false, failed: 0, versions_ended: 0 };
  for (const [hours, rewrapped] of [
    [5, 1],
    [24, 0],
    [24, 0],
  ] as const) {
    world.pass(hours * hour);
    expect(await world.rekey()).toMatchObject({ ...left, keys_rewrapped: rewrapped });
  }
  expect(await standing()).toEqual([1, 2]);
});

test('the sweep does not repeat an order that a person has cancelled, and never destroys a version that is newer than the primary version', async () => {
  world.pass(5 * hour);
  await world.rekey();
  world.pass(24 * hour);
  const { standing: truly } = world.wrapper;
  world.wrapper.standing = async (kek) => {
    const { numbers } = await truly(kek);
    return { primary: 2, numbers: [...numbers, 3] };
  };
  const ended: number[] = [];
  world.wrapper.scheduleDestruction = async (_kek, version) => void ended.push(version);
  expect(await world.rekey()).toMatchObject({ versions_ended: 1 });
  world.pass(48 * hour);
  expect(await world.rekey()).toMatchObject({ versions_ended: 0 });
  expect(ended).toEqual([1]);
});

test('no version is destroyed while the present primary version differs from the version that the pass has noted', async () => {
  world.pass(5 * hour);
  await world.rekey();
  world.pass(24 * hour);
  world.wrapper.standing = async () => ({ primary: 1, numbers: [1, 2] });
  world.wrapper.scheduleDestruction = () => Promise.reject(new Error('ended'));
  expect(await world.rekey()).toMatchObject({ versions_ended: 0 });
});

/** Gives the Cloud KMS key of customers four versions. The fourth is the primary version. */
function withVersions() {
  const numbers = new Set([1, 2, 3, 4]);
  const own = { ...world.wrapper };
  world.wrapper.wrap = async (kek, ...rest) => {
    const wrapped = await own.wrap(kek, ...rest);
    return kek === 'customers' ? Object.assign(wrapped, { kekVersion: 4 }) : wrapped;
  };
  world.wrapper.standing = async () => ({ primary: 4, numbers: [...numbers] });
  world.wrapper.scheduleDestruction = async (_kek, version) => void numbers.delete(version);
  return numbers;
}

async function makeDue() {
  for (const hours of [0, 5]) {
    world.pass(hours * hour);
    await world.rekey();
  }
  world.pass(23 * hour);
}

describe('a run', () => {
  test.each(['none', 'all'] as const)(
    'orders the destruction of all old versions if it is killed at any of its writes and then repeated; the killed write stores: %s',
    async (landed) => {
      const numbers = withVersions();
      await makeDue();
      const seeded = await readAll(world.store);
      const counting = createKilledStore(await copyOf(seeded), Number.POSITIVE_INFINITY);
      expect(await world.rekey(counting.store)).toMatchObject({ versions_ended: 3 });
      expect(counting.writes()).toBeGreaterThan(1);
      for (let fatal = 0; fatal < counting.writes(); fatal += 1) {
        for (const each of [1, 2, 3]) numbers.add(each);
        const store = await copyOf(seeded);
        const killed = createKilledStore(store, fatal, landed);
        expect(await Promise.race([killed.killed, world.rekey(killed.store)])).toBe('killed');
        expect(await world.rekey(store)).toMatchObject({ complete: true, failed: 0 });
        expect([...numbers]).toEqual([4]);
      }
    },
  );

  test('leaves the remaining versions to the next run if an outage interrupts it between two orders', async () => {
    const numbers = withVersions();
    await makeDue();
    const { scheduleDestruction } = world.wrapper;
    world.wrapper.scheduleDestruction = async (kek, version) => {
      if (version === 2) throw new KeyServiceUnavailable('down');
      await scheduleDestruction(kek, version);
    };
    await expect(world.rekey()).rejects.toThrow(KeyServiceUnavailable);
    expect([...numbers]).toEqual([2, 3, 4]);
    world.wrapper.scheduleDestruction = scheduleDestruction;
    expect(await world.rekey()).toMatchObject({ versions_ended: 2 });
    expect([...numbers]).toEqual([4]);
  });

  test('orders the destruction of all old versions, even if another run works at the same time', async () => {
    const numbers = withVersions();
    await makeDue();
    const both = await Promise.all([world.rekey(), world.rekey()]);
    expect(both.map(({ failed }) => failed)).toEqual([0, 0]);
    await world.rekey();
    expect([...numbers]).toEqual([4]);
  });
});
