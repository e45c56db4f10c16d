import { expect, test } from 'vitest';
import { microsPerSecond } from '#shared/base/time/instant.ts';
import { createDeskFixture } from '#shared/subjects/requests/testing/create-desk-fixture.ts';
import { changeProfile } from '#shared/tenants/change-profile.ts';
import { openAcme } from '#shared/tenants/testing/open-acme.ts';
import { createRestoreFixture } from './testing/create-restore-fixture.ts';

const hour = 3_600 * microsPerSecond;

/** Stores a message of a tenant with a cooling-off time, and makes a backup. */
async function openWith(coolingOffHours: number) {
  const acme = await openAcme();
  await acme.change({ cooling_off_hours: coolingOffHours });
  await acme.write();
  const restores = createRestoreFixture(acme);
  await restores.raise();
  return { acme, restores, backup: await restores.backUp() };
}

const openCooling = () => openWith(24);

const off = {
  modules: [],
  categories: { chat_messages: { destination: 'off', existing: 'delete' } },
};

const shorter = { categories: { chat_messages: { retention_days: 1 } } };
const decisions = [
  ['switching off with deletion', off],
  ['a shorter retention', shorter],
] as const;

test.each(decisions)(
  'if %s waits for the end of its cooling-off time, it takes effect at the planned time even after a restore',
  async (_name, change) => {
    const { acme, restores, backup } = await openCooling();
    acme.clock.now += hour;
    await acme.change(change);
    await restores.restoreFrom(backup);
    expect(await acme.count()).toBe(1);
    acme.clock.now += 25 * hour;
    expect(await acme.count()).toBe(0);
    await acme.erase();
    expect(await acme.stored()).toBe('retention_days' in change.categories.chat_messages ? 1 : 0);
  },
);

test.each(decisions)(
  'a restore repeats %s, even if a process whose clock was behind changed the profile again',
  async (_name, change) => {
    const { acme, restores, backup } = await openWith(0);
    acme.clock.now += hour;
    await acme.change(change);
    acme.clock.now -= 8 * microsPerSecond;
    await acme.change({ default_region: 'AT' });
    await restores.raise();
    await restores.restoreFrom(backup);
    acme.clock.now += 25 * hour;
    expect(await acme.count()).toBe(0);
  },
);

test.each(decisions)(
  'a restore repeats %s, even if the clock ticks while the decision is stored',
  async (_name, change) => {
    const { acme, restores, backup } = await openWith(0);
    acme.clock.now += hour;
    const now = () => (acme.clock.now += 1_000);
    await changeProfile({ ...acme.deps, now }, await acme.as(), change);
    await restores.raise();
    await restores.restoreFrom(backup);
    acme.clock.now += 25 * hour;
    expect(await acme.count()).toBe(0);
  },
);

test.each(decisions)(
  'a restore repeats %s whose cooling-off time has ended, even if the profile was changed after this end',
  async (_name, change) => {
    const { acme, restores, backup } = await openCooling();
    acme.clock.now += hour;
    await acme.change(change);
    acme.clock.now += 25 * hour;
    await acme.change({ default_region: 'AT' });
    await restores.raise();
    await restores.restoreFrom(backup);
    acme.clock.now += 5 * microsPerSecond;
    expect(await acme.count()).toBe(0);
  },
);

test('an erasure of a category that waits for the end of its cooling-off time still waits after a restore, and is carried out at the planned time', async () => {
  const { acme, restores, backup } = await openCooling();
  acme.clock.now += hour;
  await acme.eraseCategory('chat_messages');
  const before = await acme.pending();
  await restores.restoreFrom(backup);
  expect(await acme.pending()).toEqual(before);
  expect(await acme.count()).toBe(1);
  acme.clock.now += 25 * hour;
  expect(await acme.count()).toBe(0);
  expect(await acme.erase()).toMatchObject({ deleted: 1, finished: 1, receipts: 1 });
  expect(await acme.erase()).toMatchObject({ finished: 0, receipts: 0 });
});

test.each(['before', 'after'] as const)(
  'if an erasure was requested %s the backup and cancelled after the backup, it deletes nothing after a restore',
  async (asked) => {
    const { acme, restores, backup } = await openCooling();
    await acme.eraseCategory('chat_messages');
    const [item] = await acme.pending();
    const taken = asked === 'after' ? backup : await restores.backUp();
    acme.clock.now += hour;
    await acme.cancel(item?.id ?? '');
    await restores.restoreFrom(taken);
    expect(await acme.pending()).toEqual([]);
    acme.clock.now += 25 * hour;
    await acme.erase();
    expect(await acme.count()).toBe(1);
  },
);

test('if a person’s request was refused after the backup, a restore does not bring back the details of this person', async () => {
  const desk = createDeskFixture();
  desk.setClock('2026-11-02T10:00:00Z');
  const restores = createRestoreFixture(desk.fixture);
  await restores.raise();
  const id = await desk.open({ kind: 'access' });
  const other = await desk.open({ kind: 'access' });
  const backup = await restores.backUp();
  await desk.refuse(id, { ground: 'excessive', authority: 'de_nw' });
  await restores.restoreFrom(backup);
  expect((await desk.read(id)).person).toBeNull();
  expect((await desk.read(other)).person).not.toBeNull();
});
