import { beforeEach, expect, test } from 'vitest';
import {
  createTestFixture,
  type TestFixture,
} from '#shared/records/testing/create-test-context.ts';
import type { Store } from '#shared/store/store.ts';
import { createKilledStore } from '#shared/sweeps/testing/create-killed-store.ts';
import { raiseStamps } from './raise-stamps.ts';
import { createRequireCurrent } from './recognise-restore.ts';
import { expectedRef, generationOf, readStanding, stampRef } from './standing.ts';

const second = 1_000_000;

let fixture: TestFixture;
beforeEach(() => {
  fixture = createTestFixture();
});

const now = () => fixture.clock.now;
const isCurrent = async (database = 'mayfly') =>
  (await readStanding(fixture.store, database)).isCurrent;
const raise = (store: Store = fixture.store) => raiseStamps({ store, now, database: 'mayfly' });

/**
 * Runs a function, then sets the stamp of the records back to its earlier value, as a restore of a
 * backup does.
 */
async function restoredAfter(deed: () => Promise<unknown>): Promise<void> {
  const { store } = fixture;
  const before = await store.get(stampRef);
  await deed();
  if (before === undefined) await store.commit([{ kind: 'delete', ref: stampRef }]);
  else await store.commit([{ kind: 'put', ref: stampRef, data: before.data }]);
}

test('the database of a new project is current without stamps, and stays current when the stamps are written for the first time', async () => {
  expect(await isCurrent()).toBe(true);
  await raise();
  expect(await isCurrent()).toBe(true);
  expect(generationOf(await fixture.store.get(expectedRef))).toBe(1);
});

test('the database in use is current, even if its stamps are old', async () => {
  await raise();
  fixture.clock.now += 400 * 86_400 * second;
  expect(await isCurrent()).toBe(true);
});

test('a copy from before the last purge is recognised even if it has the name of the database in use, and a newer copy is recognised by its other name', async () => {
  await raise();
  expect(await isCurrent('mayfly-restored')).toBe(false);
  await restoredAfter(() => raise());
  expect(await isCurrent()).toBe(false);
  await expect(raise()).rejects.toMatchObject({ code: 'restore-pending' });
  expect(await isCurrent()).toBe(false);
});

test('a database without a stamp is closed if `mayfly-keys` has a stamp, and a database with a stamp is closed if `mayfly-keys` has none', async () => {
  await restoredAfter(() => raise());
  expect(await isCurrent()).toBe(false);
  await fixture.store.commit([{ kind: 'delete', ref: expectedRef }]);
  expect(await isCurrent()).toBe(true);
  await fixture.store.commit([{ kind: 'create', ref: stampRef, data: { generation: 1, at: 0 } }]);
  expect(await isCurrent()).toBe(false);
});

test('a purge that is killed between its writes of the two stamps, and simultaneous purges, do not close the database', async () => {
  const { store } = fixture;
  await raise();
  let commits = 0;
  const killed: Store = {
    ...store,
    commit(writes) {
      commits += 1;
      return commits === 2 ? Promise.reject(new Error('killed')) : store.commit(writes);
    },
  };
  await expect(raise(killed)).rejects.toThrow('killed');
  expect(await isCurrent()).toBe(true);
  await Promise.all([raise(), raise(), raise()]);
  expect(await isCurrent()).toBe(true);
  const { expected, stamp } = await readStanding(store, 'mayfly');
  expect(generationOf(stamp)).toBeGreaterThanOrEqual(generationOf(expected));
});

test.each(['none', 'all'] as const)(
  'a first purge that is killed at any of its writes, with %s of this write stored, does not close the database of a new project',
  async (landed) => {
    for (let fatal = 0; fatal < 3; fatal += 1) {
      fixture = createTestFixture();
      const { store, killed } = createKilledStore(fixture.store, fatal, landed);
      expect(await Promise.race([killed, raise(store)])).toBe('killed');
      expect([fatal, await isCurrent()]).toEqual([fatal, true]);
      await raise();
      expect(await isCurrent()).toBe(true);
      await restoredAfter(() => raise());
      expect(await isCurrent()).toBe(false);
    }
  },
);

test('if the stamps are written for the first time between the two reads of a check, the database of the new project is still current', async () => {
  const { store } = fixture;
  let reads = 0;
  const raising: Store = {
    ...store,
    async get(ref) {
      const found = await store.get(ref);
      reads += 1;
      if (reads === 1) await raise();
      return found;
    },
  };
  expect((await readStanding(raising, 'mayfly')).isCurrent).toBe(true);
});

test('if the stamps are raised between the two reads of a check, the database in use is still current', async () => {
  const { store } = fixture;
  await raise();
  const raising: Store = {
    ...store,
    async get(ref) {
      const found = await store.get(ref);
      await raise();
      return found;
    },
  };
  expect((await readStanding(raising, 'mayfly')).isCurrent).toBe(true);
});

test('a process reads both stamps at most once a minute, for any number of requests', async () => {
  await raise();
  const require = createRequireCurrent({ store: fixture.store, now, database: 'mayfly' });
  fixture.takeCalls();
  await Promise.all([require(), require(), require()]);
  fixture.clock.now += 59 * second;
  await require();
  expect(fixture.takeCalls()).toEqual({ get: 2 });
  await restoredAfter(() => raise());
  fixture.takeCalls();
  fixture.clock.now += second;
  await expect(require()).rejects.toMatchObject({ code: 'restore-pending', retryAfterSeconds: 60 });
  await expect(require()).rejects.toMatchObject({ code: 'restore-pending' });
  expect(fixture.takeCalls()).toEqual({ get: 2 });
});

test('if the stamps cannot be read, all requests fail; if the clock is set back, the stamps are read again', async () => {
  await raise();
  let isDown = true;
  const failing: Store = {
    ...fixture.store,
    get: (ref) => (isDown ? Promise.reject(new Error('down')) : fixture.store.get(ref)),
  };
  const require = createRequireCurrent({ store: failing, now, database: 'mayfly' });
  await expect(require()).rejects.toThrow('down');
  isDown = false;
  await require();
  await restoredAfter(() => raise());
  fixture.clock.now -= second;
  await expect(require()).rejects.toMatchObject({ code: 'restore-pending' });
});
