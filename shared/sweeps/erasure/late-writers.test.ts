import { expect, test } from 'vitest';
import { microsPerDay, microsPerSecond } from '#shared/base/time/instant.ts';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import { createRecords } from '#shared/records/create-records.ts';
import { onStore } from '#shared/records/testing/create-test-context.ts';
import type { Store } from '#shared/store/store.ts';
import { openAcme } from '#shared/tenants/testing/open-acme.ts';

const owner = 'anna@example.com';
const seconds = (count: number) => Math.round(count * microsPerSecond);
const off = {
  modules: [],
  categories: { chat_messages: { destination: 'off', existing: 'delete' } },
};
const on = { modules: ['live_chat'], categories: { chat_messages: { destination: 'server' } } };

/**
 * Creates a tenant, and a writer on another instance with its own cached settings. A commit that
 * `begin` starts waits until the test calls `land`.
 */
async function createWorld() {
  const acme = await openAcme();
  const { caller } = acme.newAuthenticate();
  const find = async () => (await caller(acme.requestOf(owner))).caller;
  const held = Promise.withResolvers<void>();
  const sent = Promise.withResolvers<void>();
  const commit: Store['commit'] = async (writes) => {
    sent.resolve();
    await held.promise;
    return acme.store.commit(writes);
  };
  const known = await find();
  const ctx = { ...acme.deps, ...known, renewed: find };
  const body = { conversation_id: 'c1', author: 'bot', text: 'Hallo' };
  return {
    ...acme,
    known,
    /**
     * Starts to write with the cached settings. The promise resolves when the commit has started.
     */
    begin: async () => {
      const writing = createRecords(onStore(ctx, { ...acme.store, commit }), {
        category: chatMessages,
        body,
      });
      await Promise.race([sent.promise, writing]);
      return { writing, land: held.resolve };
    },
    /** Writes at once with the given settings, and does not read the current settings. */
    writeBy: (settings: typeof known.settings) =>
      createRecords(
        { ...ctx, settings, renewed: async (caller) => caller },
        { category: chatMessages, body },
      ),
    expiries: async () => {
      const all = { collection: chatMessages.id, tenant: 'acme', where: [], orderBy: [], limit: 9 };
      return (await acme.store.query(all)).map(({ data }) => data['expires_at']);
    },
  };
}

test('a record that a writer with old settings commits at the last moment is never shown, and the sweep deletes this record before it removes the fence', async () => {
  const { clock, change, begin, count, stored, erase } = await createWorld();
  clock.now += seconds(0.1);
  const { effectiveAt } = await change(off);
  clock.now += seconds(4.8);
  const { writing, land } = await begin();
  clock.now += seconds(14);
  // The record is not stored yet. If the sweep removed the fence now, the record would be visible a
  // moment later.
  expect(await erase()).toMatchObject({ tenants: 1, deleted: 0 });
  land();
  await writing;
  expect([await count(), await stored()]).toEqual([0, 1]);
  clock.now = effectiveAt + seconds(60) - 1;
  expect(await erase()).toMatchObject({ tenants: 1, deleted: 0 });
  expect(await count()).toBe(0);
  clock.now += 1;
  expect(await erase()).toMatchObject({ complete: true, tenants: 1, deleted: 1 });
  expect(await stored()).toBe(0);
  expect(await erase()).toMatchObject({ tenants: 0 });
});

test('when the decision to switch a category off has taken effect, a writer that reads the settings again cannot store a record', async () => {
  const { clock, change, begin } = await createWorld();
  const { effectiveAt } = await change(off);
  clock.now = effectiveAt;
  await expect(begin()).rejects.toMatchObject({ code: 'category-off' });
});

test('a record is deleted too if the writer’s clock is ahead and dates the record after the fence', async () => {
  const { clock, known, change, writeBy, count, stored, erase } = await createWorld();
  const { effectiveAt } = await change(off);
  clock.now = effectiveAt + seconds(20);
  await writeBy(known.settings);
  expect([await count(), await stored()]).toEqual([0, 1]);
  clock.now = effectiveAt + seconds(60);
  expect(await erase()).toMatchObject({ complete: true, deleted: 1 });
  expect(await stored()).toBe(0);
});

test('if a category is switched off and on again before the sweep, the sweep deletes a record that a writer with old settings stored in between, but no later record', async () => {
  const { clock, known, change, write, writeBy, count, erase } = await createWorld();
  const { effectiveAt } = await change(off);
  clock.now = effectiveAt + seconds(10);
  await writeBy(known.settings);
  clock.now += seconds(5);
  await change(on);
  clock.now += seconds(5);
  await write();
  expect(await count()).toBe(1);
  clock.now += seconds(90);
  expect(await erase()).toMatchObject({ complete: true, deleted: 1 });
  expect(await count()).toBe(1);
});

test('if a writer with old settings stores a record after a retention was shortened, the sweep gives this record the shorter retention', async () => {
  const { clock, known, change, writeBy, expiries, erase } = await createWorld();
  const { effectiveAt } = await change({ categories: { chat_messages: { retention_days: 1 } } });
  clock.now = effectiveAt + seconds(20);
  await writeBy(known.settings);
  const createdAt = clock.now;
  expect(await expiries()).toEqual([createdAt + 7 * microsPerDay]);
  clock.now = effectiveAt + seconds(60);
  expect(await erase()).toMatchObject({ complete: true, shortened: 1 });
  expect(await expiries()).toEqual([createdAt + microsPerDay]);
});

test.each([0, 10])(
  'if a category is switched off with deletion, %i s later on again, and then off without deletion, the sweep deletes only records from before the first change',
  async (pauseSeconds) => {
    const { clock, change, write, count, stored, erase } = await createWorld();
    await write();
    await change(off);
    clock.now += seconds(pauseSeconds);
    await change(on);
    clock.now += seconds(6);
    await write();
    const expiring = { destination: 'off', existing: 'expire' };
    await change({ modules: [], categories: { chat_messages: expiring } });
    clock.now += seconds(5);
    expect(await count()).toBe(1);
    clock.now += seconds(90);
    expect(await erase()).toMatchObject({ complete: true, tenants: 1, deleted: 1 });
    expect([await count(), await stored()]).toEqual([1, 1]);
    expect(await erase()).toMatchObject({ tenants: 0 });
  },
);

test('if a category is switched off with deletion for the second time, the records that were stored after the first time are deleted too', async () => {
  const { clock, known, change, write, writeBy, count, stored, erase } = await createWorld();
  await change(off);
  clock.now += seconds(10);
  await change(on);
  clock.now += seconds(6);
  await write();
  const { effectiveAt } = await change(off);
  clock.now = effectiveAt + seconds(20);
  await writeBy(known.settings);
  expect([await count(), await stored()]).toEqual([0, 2]);
  clock.now += seconds(60);
  expect(await erase()).toMatchObject({ complete: true, deleted: 2 });
  expect(await stored()).toBe(0);
});
