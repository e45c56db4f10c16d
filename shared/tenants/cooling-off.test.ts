import { beforeEach, describe, expect, test } from 'vitest';
import { microsPerSecond } from '#shared/base/time/instant.ts';
import { profileRef } from '#shared/settings/encode-settings.ts';
import { type Store, WriteConflict } from '#shared/store/store.ts';
import { erasureRef } from '#shared/subjects/erasure.ts';
import { cancelPending } from '#shared/subjects/scopes/pending-changes.ts';
import { createKilledStore } from '#shared/sweeps/testing/create-killed-store.ts';
import { changeProfile } from './change-profile.ts';
import { profileTag } from './profile-tag.ts';
import { renderProfile } from './render-profile.ts';
import { openAcme } from './testing/open-acme.ts';

const hour = 3_600 * microsPerSecond;
const minute = 60 * microsPerSecond;
const off = {
  modules: [],
  categories: { chat_messages: { destination: 'off', existing: 'delete' } },
};
const shorter = { categories: { chat_messages: { retention_days: 1 } } };

let acme: Awaited<ReturnType<typeof openAcme>>;

beforeEach(async () => {
  acme = await openAcme();
  await acme.change({ cooling_off_hours: 24 });
});

const chosen = async () => (await acme.as()).settings;
/** Moves the clock six seconds ahead, and returns the settings that every process then uses. */
const seenElsewhere = async () => {
  acme.clock.now += 6 * microsPerSecond;
  return chosen();
};
const profile = async () =>
  renderProfile(acme.deps.categories, 'acme', await chosen(), acme.clock.now);

const larger: readonly (readonly [string, () => Promise<unknown>, string])[] = [
  ['switching off with deletion', () => acme.change(off), 'switch-off'],
  ['a shorter retention', () => acme.change(shorter), 'shorten'],
  ['the erasure of a category', () => acme.eraseCategory('chat_messages'), 'erase-category'],
];

describe.each(larger)('%s', (_name, decide, kind) => {
  test('has no effect until the cooling-off time ends, then hides existing records, and the sweep carries it out', async () => {
    await acme.write();
    acme.clock.now += 3 * 24 * hour;
    await acme.write();
    await decide();
    const [item, ...others] = await acme.pending();
    expect([item?.kind, item?.category, others]).toEqual([kind, 'chat_messages', []]);
    const effectiveAt = Date.parse(item?.effective_at ?? '') * 1_000;
    expect(effectiveAt - acme.clock.now).toBeGreaterThanOrEqual(24 * hour);
    expect(effectiveAt - acme.clock.now).toBeLessThan(24 * hour + 10 * microsPerSecond);
    acme.clock.now += 2 * hour;
    expect(await acme.erase()).toMatchObject({ complete: true, deleted: 0, shortened: 0 });
    await acme.write();
    expect(await acme.count()).toBe(3);
    acme.clock.now = effectiveAt - 1;
    expect([await acme.count(), (await acme.pending()).length]).toEqual([3, 1]);
    acme.clock.now = effectiveAt;
    expect(await acme.count()).toBe(kind === 'shorten' ? 1 : 0);
    expect(await acme.pending()).toEqual([]);
    expect((await profile()).categories['chat_messages']?.pending).toEqual([
      kind === 'shorten' ? 'shorten' : 'delete',
    ]);
    acme.clock.now += 2 * minute;
    const report = await acme.erase();
    expect(report).toMatchObject({ complete: true, failed: 0 });
    expect([report.deleted, report.shortened]).toEqual(
      kind === 'shorten' ? [0, 3] : [expect.any(Number), 0],
    );
    if (kind !== 'shorten') expect(await acme.stored()).toBe(0);
    expect(await acme.erase()).toMatchObject({ tenants: 0, deleted: 0, shortened: 0 });
    const { destination, effective_days } = (await profile()).categories['chat_messages'] ?? {};
    expect([destination, effective_days]).toEqual([
      kind === 'switch-off' ? 'off' : 'server',
      kind === 'shorten' ? 1 : 7,
    ]);
  });

  test('can be cancelled, even by two callers at the same time, until just before the cooling-off time ends; a cancelled decision has no effect, and cannot be cancelled again', async () => {
    await acme.write();
    const before = await seenElsewhere();
    await decide();
    const [item] = await acme.pending();
    acme.clock.now = Date.parse(item?.effective_at ?? '') * 1_000 - 1;
    const both = await Promise.allSettled([
      acme.cancel(item?.id ?? ''),
      acme.cancel(item?.id ?? ''),
    ]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    await expect(acme.cancel(item?.id ?? '')).rejects.toMatchObject({ code: 'record-not-found' });
    acme.clock.now += 10 * minute;
    expect(await acme.count()).toBe(1);
    expect(await acme.erase()).toMatchObject({ complete: true, deleted: 0, shortened: 0 });
    expect([await acme.count(), await acme.pending()]).toEqual([1, []]);
    expect(await chosen()).toEqual({ ...before, modules: expect.any(Array) });
    expect(await acme.erase()).toMatchObject({ tenants: 0 });
  });

  test('is cancelled completely, and without an error, even if the answers to the commits were lost', async () => {
    await decide();
    const [item] = await acme.pending();
    const id = item?.id ?? '';
    // The database client sends each commit a second time. By then the first one has taken effect.
    const commit: Store['commit'] = async (writes) => {
      await acme.store.commit(writes);
      return acme.store.commit(writes);
    };
    const deps = { ...acme.deps, store: { ...acme.store, commit } };
    await expect(cancelPending(deps, await acme.as(), { id })).resolves.toBeUndefined();
    expect(await acme.pending()).toEqual([]);
    const erasure = await acme.store.get(erasureRef('acme', id));
    expect(erasure?.data['cancelled_at'] !== undefined).toBe(kind === 'erase-category');
  });

  test('is not reported as cancelled if another process has carried it out between two attempts', async () => {
    await acme.write();
    await decide();
    const [item] = await acme.pending();
    const effectiveAt = Date.parse(item?.effective_at ?? '') * 1_000;
    acme.clock.now = effectiveAt - microsPerSecond;
    const caller = await acme.as();
    let commits = 0;
    const commit: Store['commit'] = async (writes) => {
      commits += 1;
      if (commits > 1) return acme.store.commit(writes);
      const isErasure = kind === 'erase-category';
      acme.clock.now += (isErasure ? 600 : 9) * microsPerSecond;
      await (isErasure ? acme.erase() : acme.change({ default_region: 'AT' }));
      // The clock of this process is behind the clock of the other process.
      if (!isErasure) acme.clock.now = effectiveAt - microsPerSecond;
      throw new WriteConflict('the other process was faster');
    };
    const deps = { ...acme.deps, store: { ...acme.store, commit } };
    const cancelled = cancelPending(deps, caller, { id: item?.id ?? '' });
    await expect(cancelled).rejects.toMatchObject({ code: 'record-not-found' });
    acme.clock.now = effectiveAt + minute;
    expect(await acme.count()).toBe(0);
  });

  test('cannot be cancelled when the cooling-off time has ended', async () => {
    await acme.write();
    await decide();
    const [item] = await acme.pending();
    acme.clock.now = Date.parse(item?.effective_at ?? '') * 1_000;
    await expect(acme.cancel(item?.id ?? '')).rejects.toMatchObject({ code: 'record-not-found' });
    expect(await acme.count()).toBe(0);
  });

  test('either still waits or is cancelled if the process is killed during the cancellation', async () => {
    for (const landed of ['none', 'all'] as const) {
      await decide();
      const items = await acme.pending();
      const item = items.at(-1);
      const killed = createKilledStore(acme.store, 0, landed);
      const deps = { ...acme.deps, store: killed.store };
      const dying = cancelPending(deps, await acme.as(), { id: item?.id ?? '' });
      expect(await Promise.race([killed.killed, dying])).toBe('killed');
      expect(await acme.pending()).toHaveLength(items.length - Number(landed === 'all'));
    }
  });
});

test('if the process is killed at any write of a change, the change either waits completely or has no effect', async () => {
  for (const fatal of [0, 1, 2])
    for (const landed of ['none', 'all'] as const) {
      const fixture = await openAcme();
      await fixture.change({ cooling_off_hours: 1 });
      await fixture.write();
      const killed = createKilledStore(fixture.store, fatal, landed);
      const deps = { ...fixture.deps, store: killed.store };
      const dying = changeProfile(deps, await fixture.as(), off);
      expect(await Promise.race([killed.killed, dying])).toBe('killed');
      const isAsked = fatal === 2 && landed === 'all';
      expect(await fixture.pending()).toHaveLength(Number(isAsked));
      fixture.clock.now += hour + 2 * minute;
      const { settings } = await fixture.as();
      expect(settings.categories['chat_messages']?.destination).toBe(isAsked ? 'off' : 'server');
      await fixture.erase();
      expect(await fixture.stored()).toBe(isAsked ? 0 : 1);
    }
});

test('a shorter cooling-off time takes effect only after the old one has passed, so that nobody can use it to erase data at once', async () => {
  const { effectiveAt } = await acme.change({ cooling_off_hours: 0 });
  expect(effectiveAt - acme.clock.now).toBeGreaterThanOrEqual(24 * hour);
  expect((await seenElsewhere()).coolingOffHours).toBe(24);
  await acme.write();
  await acme.eraseCategory('chat_messages');
  await acme.change(shorter);
  expect((await acme.pending()).map(({ kind }) => kind).toSorted()).toEqual([
    'cooling-off',
    'erase-category',
    'shorten',
  ]);
  expect(await acme.count()).toBe(1);
  acme.clock.now = effectiveAt;
  expect((await chosen()).coolingOffHours).toBe(0);
  // Decisions that were made earlier still wait until the end of the old cooling-off time.
  expect(await acme.count()).toBe(1);
  acme.clock.now += hour;
  expect(await acme.count()).toBe(0);
});

test('if a waiting change is requested again after the cooling-off time was set to 0, it takes effect only once, and deletes no later records', async () => {
  const { effectiveAt } = await acme.change({ cooling_off_hours: 0 });
  acme.clock.now += hour;
  await acme.change(off);
  acme.clock.now = effectiveAt + minute;
  await acme.change(off);
  expect(await acme.pending()).toEqual([]);
  acme.clock.now += minute;
  await acme.change({ categories: { chat_messages: { destination: 'server' } } });
  acme.clock.now += minute;
  await acme.write();
  acme.clock.now += 2 * hour;
  expect(await acme.count()).toBe(1);
});

test('a longer cooling-off time takes effect at once and cancels a shorter one that waits, but does not change waiting decisions', async () => {
  await acme.change({ cooling_off_hours: 0 });
  await acme.change(shorter);
  const [, shortening] = await acme.pending();
  await acme.change({ cooling_off_hours: 48 });
  expect(await acme.pending()).toEqual([shortening]);
  expect((await seenElsewhere()).coolingOffHours).toBe(48);
  await acme.change({ cooling_off_hours: 48 });
  expect(await acme.pending()).toEqual([shortening]);
});

test('changes that delete nothing take effect at once, even if other decisions wait', async () => {
  const { effectiveAt } = await acme.change({
    modules: ['live_chat', 'nlu'],
    default_region: 'AT',
    categories: {
      chat_messages: { retention_days: 1 },
      nlu_messages: { destination: 'server' },
      customers: { destination: 'off' },
    },
  });
  expect(effectiveAt - acme.clock.now).toBeGreaterThanOrEqual(24 * hour);
  const settings = await seenElsewhere();
  expect(settings.defaultRegion).toBe('AT');
  expect(settings.categories['nlu_messages']?.destination).toBe('server');
  expect(settings.categories['chat_messages']?.retentionDays).toBeUndefined();
  const expiring = {
    modules: [],
    categories: { chat_messages: { destination: 'off', existing: 'expire' } },
  };
  await acme.change(expiring);
  expect((await seenElsewhere()).categories['chat_messages']?.destination).toBe('off');
  expect((await acme.pending()).map(({ kind }) => kind)).toEqual(['shorten']);
});

test('a module cannot be switched on while a category that it needs waits to be switched off', async () => {
  await acme.change(off);
  await expect(acme.change({ modules: ['live_chat'] })).rejects.toMatchObject({
    code: 'validation-failed',
  });
  const [item] = await acme.pending();
  await acme.cancel(item?.id ?? '');
  await acme.change({ modules: ['live_chat'] });
  expect((await seenElsewhere()).modules).toEqual(['live_chat']);
});

test('if two owners make changes at the same time, both changes wait', async () => {
  await Promise.all([
    acme.change(shorter),
    acme.change({ modules: [], categories: { runtime_log: { retention_days: 2 } } }),
  ]);
  const items = await acme.pending();
  expect(items.map(({ category }) => category)).toEqual(['chat_messages', 'runtime_log']);
  acme.clock.now += 25 * hour;
  await acme.erase();
  const { categories } = await chosen();
  expect(categories['chat_messages']?.retentionDays).toBe(1);
  expect(categories['runtime_log']?.retentionDays).toBe(2);
});

test('a change that is requested several times waits once, so that one cancellation is enough', async () => {
  const first = await acme.change({ ...off, cooling_off_hours: 1 });
  acme.clock.now += hour;
  await Promise.all([acme.change(off), acme.change(off)]);
  expect(await acme.change({ ...off, cooling_off_hours: 1 })).toMatchObject({
    effectiveAt: first.effectiveAt,
  });
  expect((await acme.pending()).map(({ kind }) => kind).toSorted()).toEqual([
    'cooling-off',
    'switch-off',
  ]);
});

test('if several cooling-off times are requested, the one that was requested last becomes valid in the end', async () => {
  await acme.change({ cooling_off_hours: 72 });
  for (const cooling_off_hours of [48, 24, 48]) {
    await acme.change({ cooling_off_hours });
    acme.clock.now += hour;
  }
  acme.clock.now += 72 * hour;
  expect((await chosen()).coolingOffHours).toBe(48);
});

test('a repeated change waits once, even if the clock of the second process is behind', async () => {
  await acme.change(shorter);
  acme.clock.now -= 10 * microsPerSecond;
  await acme.change(shorter);
  expect(await acme.pending()).toHaveLength(1);
});

test('the profile in the answer to a change has the same tag as the profile that readers see, even if the new change waits for a shorter time than an older one', async () => {
  const { effectiveAt } = await acme.change({ cooling_off_hours: 1 });
  acme.clock.now = effectiveAt - hour;
  await acme.change(shorter);
  acme.clock.now = effectiveAt + minute;
  const body = { categories: { runtime_log: { retention_days: 2 } } };
  const { settings } = await acme.change(body);
  expect(settings.pending).toHaveLength(2);
  expect(profileTag(settings)).toBe(profileTag(await seenElsewhere()));
});

test('two shorter retentions of a category wait separately', async () => {
  await acme.change(shorter);
  const days = [3, 1, 3].map((retention_days) => ({
    categories: { chat_messages: { retention_days } },
  }));
  for (const change of days) await acme.change(change);
  expect(await acme.pending()).toHaveLength(2);
});

test('if the clock is set back before the sweep has deleted hidden records, the records are shown again; deleted records do not come back', async () => {
  await acme.write();
  await acme.change(off);
  acme.clock.now += 25 * hour;
  expect(await acme.count()).toBe(0);
  acme.clock.now -= 2 * hour;
  expect(await acme.count()).toBe(1);
  acme.clock.now += 3 * hour;
  await acme.erase();
  acme.clock.now -= 48 * hour;
  expect([await acme.stored(), await acme.count()]).toEqual([0, 0]);
});

test('a request that began before a change took effect uses the new settings as soon as it checks its caller again', async () => {
  await acme.change(off);
  const [item] = await acme.pending();
  const slow = await acme.as();
  acme.clock.now = Date.parse(item?.effective_at ?? '') * 1_000;
  const { settings } = await slow.renewed(slow);
  expect(settings.categories['chat_messages']?.destination).toBe('off');
});

test('a caller who may not change the settings cannot cancel waiting decisions', async () => {
  await acme.change(shorter);
  const [item] = await acme.pending();
  const viewer = { ...(await acme.as()), scopes: new Set(['overview', 'subjects']) };
  await expect(cancelPending(acme.deps, viewer, { id: item?.id ?? '' })).rejects.toMatchObject({
    code: 'scope-missing',
  });
  const stored: Store = acme.store;
  expect((await stored.get(profileRef('acme')))?.data['cooling_off']).toHaveLength(1);
});
