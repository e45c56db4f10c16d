import { expect, test } from 'vitest';
import { microsPerDay } from '#shared/base/time/instant.ts';
import { customers } from '#shared/categories/customers.ts';
import { searchRecords } from '#shared/records/search-records.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { createOldSpellings } from '#shared/sweeps/testing/create-old-spellings.ts';
import { lookupSecrets } from '#shared/vault/collections.ts';
import { currentRules } from '#shared/vault/lookup-rules.ts';
import { countRestores } from './standing.ts';
import { createRestoreFixture } from './testing/create-restore-fixture.ts';

const [stored, asked] = ['Anna@bücher.example', 'anna@xn--bcher-kva.example'];

/**
 * Stores a customer whose lookup hash was made by the first rules, and makes a backup of the
 * database of records.
 */
async function open() {
  const world = await createOldSpellings();
  const restores = createRestoreFixture(world);
  const id = await world.storeFormerly(customers, { email: stored, authenticated_by: 'sso' });
  await world.age();
  const backUp = async () => {
    await restores.raise();
    const made = await restores.backUp();
    world.clock.now += 1_000_000;
    await restores.raise();
    return made;
  };
  const backup = await backUp();
  const found = async () => {
    const body = { email: asked };
    const { items } = await searchRecords(world.ctx, { category: customers, body });
    return items.map((each) => each.id);
  };
  const restore = async (from: readonly StoredDocument[]) => {
    await restores.restoreFrom(from);
    return countRestores(world.store, 'mayfly-restored');
  };
  const rekey = (count: number) => world.rekey(world.store, 60, () => 0, count);
  return { ...world, id, backup, backUp, found, restore, rekey };
}

test('after a restore the rekey sweep updates the hashes again, once, and a person is found by another spelling of the email', async () => {
  const { id, backup, found, restore, rekey, read } = await open();
  expect(await rekey(0)).toMatchObject({ complete: true, tenants: 1, rehashed: 1 });
  expect(await found()).toEqual([id]);
  const count = await restore(backup);
  expect(await found()).toEqual([]);
  expect(await rekey(count)).toMatchObject({ complete: true, tenants: 1, rehashed: 1 });
  expect(await found()).toEqual([id]);
  expect((await read(lookupSecrets.id, 'current')).data).toMatchObject(currentRules);
  expect(await rekey(count)).toMatchObject({ complete: true, tenants: 0, seen: 0 });
});

test('after a restore the rekey sweep begins again, and does not continue at the position that it reached before the restore', async () => {
  const { ctx, id, backup, found, restore, rekey, read } = await open();
  const { ref, data } = await read(lookupSecrets.id, 'current');
  const place = { rehash_in: customers.id, rehash_after: id, rehashed_in: 0 };
  await ctx.store.commit([{ kind: 'put', ref, data: { ...data, ...place } }]);
  const count = await restore(backup);
  expect(await rekey(count)).toMatchObject({ complete: true, seen: 1, rehashed: 1 });
  expect(await found()).toEqual([id]);
});

test('a sweep that still uses the replaced database changes no hash and no position', async () => {
  const { backup, restore, rekey, read, age } = await open();
  await rekey(0);
  const count = await restore(backup);
  await rekey(count);
  await age();
  const before = await read(lookupSecrets.id, 'current');
  expect(await rekey(count - 1)).toMatchObject({ complete: false, failed: 0, seen: 0 });
  expect(await read(lookupSecrets.id, 'current')).toEqual(before);
});

test('a tenant whose hashes were always made by the present rules costs no work after a restore', async () => {
  const world = await createOldSpellings();
  await world.ctx.lookup.hash('acme', 'email', 'email', asked);
  expect(await world.rekey(world.store, 60, () => 0, 3)).toMatchObject({ tenants: 0, seen: 0 });
});

test('the rekey sweep also updates restored hashes if its next complete run is long after the restore', async () => {
  const { clock, ctx, id, backup, found, restore, rekey } = await open();
  await rekey(0);
  const count = await restore(backup);
  clock.now += (ctx.backupDays + 3) * microsPerDay;
  expect(await rekey(count)).toMatchObject({ complete: true, tenants: 1, rehashed: 1 });
  expect(await found()).toEqual([id]);
});
