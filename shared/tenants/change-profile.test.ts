import { describe, expect, test } from 'vitest';
import { microsPerDay } from '#shared/base/time/instant.ts';
import { marketingConsents } from '#shared/categories/marketing-consents.ts';
import { categories } from '#shared/categories/registry.ts';
import { completeConsent } from '#shared/domains/consents/complete-consent.ts';
import { createRecords } from '#shared/records/create-records.ts';
import { searchRecords } from '#shared/records/search-records.ts';
import { profileRef } from '#shared/settings/encode-settings.ts';
import { createSettingsReader } from '#shared/settings/read-settings.ts';
import { WriteConflict } from '#shared/store/store.ts';
import { changeProfile } from './change-profile.ts';
import { setDebugMode } from './debug-mode.ts';
import { profileTag } from './profile-tag.ts';
import { createTenantsFixture } from './testing/create-tenants-fixture.ts';
import { openAcme } from './testing/open-acme.ts';

const owner = 'anna@example.com';

describe('a new tenant', () => {
  test('stores only the categories that every tenant stores and the categories that its modules use', async () => {
    const fixture = createTenantsFixture();
    const { settings } = await fixture.open('acme', owner, ['coupon']);
    const kept = categories.filter(({ id }) => settings.categories[id]?.destination === 'server');
    expect(kept.map(({ number }) => number).toSorted((a, b) => a - b)).toEqual([4, 6, 9]);
  });

  test('cannot use an id that already exists', async () => {
    const fixture = createTenantsFixture();
    await fixture.open('acme', owner);
    await expect(fixture.open('acme', 'b@example.org')).rejects.toMatchObject({
      code: 'tenant-exists',
    });
  });
});

describe('a change of the profile', () => {
  test('never gives the profile an earlier date than the previous change gave it, even if the clock of the process is behind', async () => {
    const { change, clock, store } = await openAcme();
    const changedAt = async () => (await store.get(profileRef('acme')))?.data['changed_at'];
    await change({ default_region: 'AT' });
    const before = await changedAt();
    clock.now -= 8_000_000;
    await change({ default_region: 'CH' });
    expect(await changedAt()).toBe(before);
  });

  test.each([
    [{ modules: ['live_chat', 'coupon'] }],
    [{ origins: ['https://shop.example.com'] }],
    [{ cooling_off_hours: 24 }],
    [{ categories: { chat_messages: { retention_days: 2 } } }],
  ])('is refused if its tag is older than this other change: %j', async (body) => {
    const { change } = await openAcme();
    const { settings } = await change({ default_region: 'AT', cooling_off_hours: 48 });
    const tag = profileTag(settings);
    const after = profileTag((await change(body, [tag])).settings);
    await expect(change({ time_zone: 'Europe/Vienna' }, [tag])).rejects.toMatchObject({
      code: 'precondition-failed',
    });
    await expect(change({ time_zone: 'Europe/Vienna' }, [after])).resolves.toBeDefined();
  });

  test('with a tag is stored, but a simultaneous change with the same tag is refused', async () => {
    const { change } = await openAcme();
    const tag = profileTag((await change({ default_region: 'AT' })).settings);
    const bodies = [{ origins: ['https://a.example.com'] }, { modules: ['live_chat', 'coupon'] }];
    const ends = await Promise.allSettled(bodies.map(async (body) => change(body, [tag])));
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('with a tag succeeds even if the first commit is stored but its answer is lost', async () => {
    const { deps, as, change } = await openAcme();
    const tag = profileTag((await change({ default_region: 'AT' })).settings);
    let commits = 0;
    const commit: typeof deps.store.commit = async (writes) => {
      const versions = await deps.store.commit(writes);
      commits += 1;
      if (commits === 1) throw new WriteConflict('the client has repeated the commit');
      return versions;
    };
    const body = { origins: ['https://shop.example.com'] };
    const repeated = { ...deps, store: { ...deps.store, commit } };
    const { settings } = await changeProfile(repeated, await as(), body, [tag]);
    expect([commits > 1, settings.origins]).toEqual([true, body.origins]);
  });

  test('is possible with the tag of the profile that readers see, also while a shorter retention hides records and the debug mode is on', async () => {
    const { change, store, clock, deps, as, write } = await openAcme();
    await write();
    await change({ categories: { chat_messages: { retention_days: 2 } } });
    const readSettings = createSettingsReader({ store, now: () => clock.now });
    const before = await readSettings('acme');
    await setDebugMode(deps, await as(), { on: true });
    const tag = before && profileTag(before);
    await expect(change({ origins: [] }, [tag ?? ''])).resolves.toBeDefined();
  });

  test.each([
    [
      { runtime_log: { destination: 'off', existing: 'delete' } },
      '/categories/runtime_log/destination',
    ],
    [
      { chat_messages: { destination: 'off', existing: 'expire' } },
      '/categories/chat_messages/destination',
    ],
    [{ chat_messages: { retention_days: 8 } }, '/categories/chat_messages/retention_days'],
    [{ runtime_log: { retention_days: 30 } }, '/categories/runtime_log/retention_days'],
  ])(
    'that breaks a rule is refused, and the error names the field with the mistake: %j',
    async (changes, pointer) => {
      const { change } = await openAcme();
      await expect(change({ categories: changes })).rejects.toMatchObject({
        code: 'validation-failed',
        errors: [{ pointer }],
      });
    },
  );

  test('to another country changes the country that is assumed for later phone numbers without a country code', async () => {
    const { change, as, clock } = await openAcme(['sms_optin']);
    const give = async (phone: string) =>
      createRecords(await as(), {
        category: marketingConsents,
        body: { type: 'sms', phone },
        complete: completeConsent,
      });
    const find = async (phone: string) =>
      (await searchRecords(await as(), { category: marketingConsents, body: { phone } })).items;
    const { settings } = await change({ modules: ['sms_optin'] });
    expect(settings.defaultRegion).toBe('DE');
    // Austria reserves no numbers for examples. Nobody has a number of zeros.
    await give('0664 0000000');
    expect(await find('+49 664 0000000')).toHaveLength(1);
    expect((await change({ default_region: 'AT' })).settings.defaultRegion).toBe('AT');
    clock.now += 5_000_000;
    await give('0664 0000000');
    expect(await find('+43 664 0000000')).toHaveLength(1);
    await expect(change({ default_region: 'XX' })).rejects.toMatchObject({
      code: 'validation-failed',
      errors: [{ pointer: '/default_region' }],
    });
  });

  test('to another time zone is stored, and an unknown time zone is refused', async () => {
    const { change } = await openAcme();
    expect((await change({ modules: [] })).settings.timeZone).toBe('Europe/Berlin');
    const lima = 'America/Lima';
    expect((await change({ time_zone: lima })).settings.timeZone).toBe(lima);
    await expect(change({ time_zone: 'Europe/Entenhausen' })).rejects.toMatchObject({
      code: 'validation-failed',
      errors: [{ pointer: '/time_zone' }],
    });
  });

  test('that switches a category off can keep existing records until they expire, but no new record can be stored', async () => {
    const { change, write, count, clock } = await openAcme();
    await write();
    const off = { destination: 'off', existing: 'expire' };
    await change({ modules: [], categories: { chat_messages: off } });
    clock.now += 5_000_000;
    await expect(write()).rejects.toMatchObject({ code: 'category-off' });
    expect(await count()).toBe(1);
  });

  test('that switches a category off with deletion hides the records as soon as the change takes effect; a minute later the sweep deletes the records', async () => {
    const { change, write, count, stored, erase, clock } = await openAcme();
    for (let index = 0; index < 5; index += 1) await write();
    const off = { destination: 'device', existing: 'delete' };
    const { effectiveAt } = await change({ modules: [], categories: { chat_messages: off } });
    clock.now = effectiveAt;
    expect([await count(), await stored()]).toEqual([0, 5]);
    expect(await erase()).toMatchObject({ deleted: 0 });
    clock.now += 60_000_000;
    expect(await erase()).toMatchObject({ complete: true, deleted: 5, tenants: 1 });
    expect(await stored()).toBe(0);
    expect(await erase()).toMatchObject({ tenants: 0, deleted: 0 });
    await change({ categories: { chat_messages: { destination: 'server' } } });
    clock.now += 5_000_000;
    await write();
    expect(await count()).toBe(1);
  });

  test('to a shorter retention hides stored records that are now too old, and a later change to a longer retention does not show them again', async () => {
    const { change, write, count, erase, stored, clock } = await openAcme();
    await write();
    clock.now += 2 * microsPerDay;
    await write();
    await change({ categories: { chat_messages: { retention_days: 1 } } });
    clock.now += 5_000_000;
    expect(await count()).toBe(1);
    await change({ categories: { chat_messages: { retention_days: 7 } } });
    clock.now += 5_000_000;
    expect(await count()).toBe(1);
    clock.now += 60_000_000;
    expect(await erase()).toMatchObject({ complete: true, shortened: 2 });
    expect([await count(), await stored()]).toEqual([1, 2]);
    clock.now += microsPerDay;
    expect(await count()).toBe(0);
  });

  test('to a longer retention affects only new records', async () => {
    const { change, write, count, clock } = await openAcme();
    await write();
    await change({ categories: { chat_messages: { retention_days: 30 } } });
    clock.now += 5_000_000;
    await write();
    clock.now += 8 * microsPerDay;
    expect(await count()).toBe(1);
    clock.now += 22 * microsPerDay;
    expect(await count()).toBe(0);
  });
});

describe('the forecast of a change', () => {
  test('equals the effect of the change', async () => {
    const { change, foresee, write, count, clock } = await openAcme();
    await write();
    clock.now += 3 * microsPerDay;
    await write();
    await write();
    const shorter = { categories: { chat_messages: { retention_days: 2 } } };
    const { changes } = await foresee(shorter);
    expect(changes.map(({ curve: _curve, ...each }) => each)).toEqual([
      {
        category: 'chat_messages',
        destination: { from: 'server', to: 'server' },
        retention_days: { from: 7, to: 2 },
        live: 3,
        gone: [
          { in_days: 0, with_change: 1, without_change: 0 },
          { in_days: 1, with_change: 1, without_change: 0 },
          { in_days: 7, with_change: 3, without_change: 3 },
          { in_days: 30, with_change: 3, without_change: 3 },
        ],
      },
    ]);
    expect(await count()).toBe(3);
    await change(shorter);
    clock.now += 5_000_000;
    expect(await count()).toBe(2);
    clock.now += 2 * microsPerDay;
    expect(await count()).toBe(0);
  });

  test('shows that all records are gone at once, if the change switches their category off with deletion', async () => {
    const { foresee, write } = await openAcme();
    await write();
    const off = { destination: 'off', existing: 'delete' };
    const { changes } = await foresee({ modules: [], categories: { chat_messages: off } });
    expect(changes.map(({ category, live, gone }) => [category, live, gone[0]])).toEqual([
      ['chat_messages', 1, { in_days: 0, with_change: 1, without_change: 0 }],
    ]);
  });
});
