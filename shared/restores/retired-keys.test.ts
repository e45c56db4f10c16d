import { randomBytes } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { microsPerDay, microsPerSecond } from '#shared/base/time/instant.ts';
import { runPurge } from '#shared/sweeps/purge/run-purge.ts';
import { retireDataKey } from '#shared/sweeps/rekey/retire-data-key.ts';
import { createRotationFixture } from '#shared/sweeps/testing/create-rotation-fixture.ts';
import { dataKeys } from '#shared/vault/collections.ts';
import { collections } from '#shared/wiring/collections.ts';
import { countRestores } from './standing.ts';
import { createRestoreFixture } from './testing/create-restore-fixture.ts';

let world: Awaited<ReturnType<typeof createRotationFixture>>;
let restores: ReturnType<typeof createRestoreFixture>;
let old: readonly string[];

/** Retires all data keys, and returns their ids. */
async function retireAll(): Promise<readonly string[]> {
  const keys = await world.all(dataKeys.id);
  const deps = {
    ...world.fixture.platform,
    store: world.store,
    collections,
    wrapper: world.wrapper,
    randomBytes,
    purgeShards: 4,
    backupDays: 7,
    algorithm: 'aes-256-gcm',
  } as const;
  for (const { ref } of keys)
    await retireDataKey(deps, { tenant: ref.tenant, keyId: ref.id, reason: 'compromised' });
  return keys.map(({ ref }) => ref.id);
}

const rekey = async (database: string) =>
  world.rekey(world.store, 60, () => 0, await countRestores(world.store, database));

async function passDay(): Promise<void> {
  world.clock.now += microsPerDay;
  await runPurge({
    store: world.store,
    now: () => world.clock.now,
    monotonic: () => 0,
    collections,
    shards: 4,
    budgetSeconds: 60,
    onFailure: (error) => {
      throw error;
    },
  });
}

const keysOf = async (ids: readonly string[]) =>
  (await world.all(dataKeys.id)).filter(({ ref }) => ids.includes(ref.id));

beforeEach(async () => {
  world = await createRotationFixture();
  restores = createRestoreFixture(world);
  await restores.raise();
});

/** Makes a backup, retires all data keys, and encrypts all records with new keys. */
async function backUpAndRetire() {
  const backup = await restores.backUp();
  world.clock.now += microsPerSecond;
  old = await retireAll();
  world.clock.now += 400 * microsPerSecond;
  expect(await rekey('mayfly')).toMatchObject({ complete: true, keys_emptied: old.length });
  return backup;
}

test('the records of a restored backup can be read, although all their data keys were retired after the backup', async () => {
  const before = await world.readClear();
  const backup = await backUpAndRetire();
  for (let day = 1; day <= 5; day += 1) await passDay();
  await restores.restoreFrom(backup);
  expect(await world.readClear()).toEqual(before);
});

test('after a restore the rekey sweep encrypts the records with new keys, and keeps the retired keys as long as backups may need them', async () => {
  const before = await world.readClear();
  const backup = await backUpAndRetire();
  for (let day = 1; day <= 5; day += 1) await passDay();
  await restores.restoreFrom(backup);
  // A process of the previous revision may still use the previous database. Its sweep is refused.
  await expect(rekey('mayfly')).rejects.toMatchObject({ code: 'restore-pending' });
  expect(await world.rekey()).toMatchObject({ keys_retired: 0, reencrypted: 0 });
  const report = await rekey('mayfly-restored');
  expect(report).toMatchObject({
    complete: true,
    failed: 0,
    keys_emptied: (await keysOf(old)).length,
  });
  expect(report.reencrypted).toBeGreaterThan(15);
  expect(await world.readClear()).toEqual(before);
  expect(await rekey('mayfly-restored')).toMatchObject({ complete: true, keys_retired: 0 });
  const left = await keysOf(old);
  for (const { data } of left) {
    const end = Number(data['bucket_end']) + 3_600 * microsPerSecond;
    expect(data['expires_at']).toBe(Math.min(end, world.clock.now + 9 * microsPerDay));
  }
  expect(left.some(({ data }) => data['expires_at'] === world.clock.now + 9 * microsPerDay)).toBe(
    true,
  );
});

test('a purge does not change the number of restores', async () => {
  expect(await countRestores(world.store, 'mayfly')).toBe(0);
  const backup = await restores.backUp();
  await restores.raise();
  await restores.restoreFrom(backup);
  expect(await countRestores(world.store, 'mayfly-restored')).toBe(1);
  await restores.raise('mayfly-restored');
  expect(await countRestores(world.store, 'mayfly-restored')).toBe(1);
});
