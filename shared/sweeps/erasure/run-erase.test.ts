import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { microsPerDay, microsPerSecond } from '#shared/base/time/instant.ts';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import { customers } from '#shared/categories/customers.ts';
import { managerLog } from '#shared/categories/manager-log.ts';
import { categories } from '#shared/categories/registry.ts';
import { conversationHeads } from '#shared/domains/conversations/collections.ts';
import { managerLogCuts } from '#shared/manager-log/collections.ts';
import { createRecords } from '#shared/records/create-records.ts';
import { createTestFixture } from '#shared/records/testing/create-test-context.ts';
import { decodeSettings, fencesRef, profileRef } from '#shared/settings/encode-settings.ts';
import type { TenantSettings } from '#shared/settings/settings.ts';
import { everythingOn, openTenant } from '#shared/settings/testing/everything-on.ts';
import type { Store } from '#shared/store/store.ts';
import { createFakeSigner } from '#shared/vault/testing/create-fake-signer.ts';
import { collections } from '#shared/wiring/collections.ts';
import { runPurge } from '../purge/run-purge.ts';
import { type EraseDeps, runErase } from './run-erase.ts';

/**
 * Creates a tenant with three customers, a message and the head of its conversation. The tenant's
 * decisions took effect a minute ago.
 */
async function createDecided(
  decide: (upTo: number) => Partial<Pick<TenantSettings, 'fences' | 'shortenings'>>,
  laterMicros = microsPerSecond,
) {
  const { clock, store, contextOf } = createTestFixture();
  const now = () => clock.now;
  const ctx = contextOf('acme');
  for (const name of ['anna', 'bernd', 'clara'])
    await createRecords(ctx, {
      category: customers,
      body: { email: `${name}@example.com`, authenticated_by: 'sso' },
    });
  const message = { conversation_id: 'c1', author: 'bot', text: 'Hallo' };
  await createRecords(ctx, { category: chatMessages, body: message });
  const head = { last_at: clock.now, expires_at: clock.now + 1, purge_shard: 0 };
  const ref = { tenant: 'acme', collection: conversationHeads.id, id: 'c1' };
  await store.commit([{ kind: 'create', ref, data: head }]);
  clock.now += laterMicros;
  await openTenant({ store, now }, 'acme', { ...everythingOn(), ...decide(clock.now) });
  clock.now += 60 * microsPerSecond;
  const countOf = (collection: string) =>
    store.count({ collection, tenant: 'acme', where: [], orderBy: [] });
  return {
    store,
    clock,
    countOf,
    expiries: async (collection: string) => {
      const all = { collection, tenant: 'acme', where: [], orderBy: [], limit: 10 };
      return (await store.query(all)).map(({ data }) => data['expires_at']);
    },
    purge: (from: Store) =>
      runPurge({
        store: from,
        now,
        monotonic: () => 0,
        budgetSeconds: 60,
        // Other documents expire too and would change the counts, so this purge deletes only
        // customers.
        collections: collections.filter(({ id }) => id === customers.id),
        shards: 4,
        onFailure: (error) => {
          throw error;
        },
      }),
    erase: (changes: Partial<EraseDeps> = {}) =>
      runErase({
        store,
        now,
        monotonic: () => 0,
        budgetSeconds: 60,
        random: () => 0.5,
        sleep: async () => undefined,
        collections,
        categories,
        purgeShards: 4,
        randomBytes,
        backupDays: 7,
        signer: createFakeSigner(),
        onOverdue: () => undefined,
        onEnding: () => undefined,
        onIssued: () => undefined,
        onFailure: (error) => {
          throw error;
        },
        ...changes,
      }),
    /** The categories of the decisions that are still in force. */
    inForce: async () => {
      const profile = await store.get(profileRef('acme'));
      const waiting = await store.get(fencesRef('acme'));
      const { fences, shortenings } = decodeSettings(profile?.data ?? {}, waiting?.data, clock.now);
      return [...fences, ...shortenings].map(({ category }) => category);
    },
  };
}

/** Creates a store and a clock. Each call that deletes documents advances the clock by a second. */
function createSlowDeletions(inner: Store) {
  let seconds = 0;
  const store: Store = {
    ...inner,
    async deleteEach(documents) {
      if (documents.length > 0) seconds += 1;
      return inner.deleteEach(documents);
    },
  };
  return { store, monotonic: () => 1_000 * seconds };
}

test('if a run has no time left for a decision, the decision stays in force and the next run carries it out', async () => {
  const { store, countOf, erase, inForce } = await createDecided((upTo) => ({
    fences: [{ category: customers.id, upTo }],
    shortenings: [{ category: managerLog.id, upTo, days: 9 }],
  }));
  const report = await erase({ ...createSlowDeletions(store), budgetSeconds: 2 });
  expect(report).toMatchObject({ complete: false, failed: 0, tenants: 1, deleted: 3 });
  expect(await inForce()).toEqual([managerLog.id]);
  expect(await countOf(managerLogCuts.id)).toBe(0);
  expect(await erase()).toMatchObject({ complete: true, tenants: 1 });
  expect([await inForce(), await countOf(managerLogCuts.id)]).toEqual([[], 1]);
});

test('if a run carries out only a part of a fence, the fence hides the remaining records until the next run has deleted them', async () => {
  const { store, countOf, erase, inForce } = await createDecided((upTo) => ({
    fences: [{ category: chatMessages.id, upTo }],
  }));
  const report = await erase({ ...createSlowDeletions(store), budgetSeconds: 1 });
  expect(report).toMatchObject({ complete: false, failed: 0, deleted: 1 });
  expect(await inForce()).toEqual([chatMessages.id]);
  expect(await countOf(chatMessages.id)).toBe(1);
  expect(await erase()).toMatchObject({ complete: true, deleted: 1 });
  expect([await inForce(), await countOf(chatMessages.id)]).toEqual([[], 0]);
});

test('if a record is older than its shortened retention, it expires at the instant of the decision, and the delay of its deletion counts from this instant', async () => {
  const days = 30;
  const { store, clock, erase, purge, expiries } = await createDecided(
    (upTo) => ({ shortenings: [{ category: customers.id, upTo, days }] }),
    100 * microsPerDay,
  );
  const decidedAt = clock.now - 60 * microsPerSecond;
  expect(await erase()).toMatchObject({ complete: true, shortened: 3 });
  const inForceSince = Math.floor(decidedAt / 1_000) * 1_000;
  expect(await expiries(customers.id)).toEqual([inForceSince, inForceSince, inForceSince]);
  // A second run changes nothing.
  expect(await erase()).toMatchObject({ complete: true, shortened: 0 });
  clock.now += 120 * microsPerSecond;
  const report = await purge(store);
  expect(report.deleted_by_collection[customers.id]).toBe(3);
  expect(report.oldest_overdue_seconds).toBe(180);
});

test('if a record changes during the sweep, the shortened retention stays in force until the next run has applied it to this record', async () => {
  const { store, erase, inForce } = await createDecided((upTo) => ({
    shortenings: [{ category: customers.id, upTo, days: 9 }],
  }));
  let isChanged = false;
  const changing: Store = {
    ...store,
    async commit(writes) {
      const ref = writes[0]?.ref;
      if (ref?.collection === customers.id && !isChanged) {
        isChanged = true;
        await store.commit([{ kind: 'update', ref, data: { authenticated_by: 'code' } }]);
      }
      return store.commit(writes);
    },
  };
  const first = await erase({ store: changing });
  expect(first).toMatchObject({ complete: false, failed: 0, shortened: 2 });
  expect(await inForce()).toEqual([customers.id]);
  expect(await erase()).toMatchObject({ complete: true, shortened: 1 });
  expect(await inForce()).toEqual([]);
});

test('if a record behind a fence changes while the sweep deletes it, the record stays hidden, and the next run deletes it', async () => {
  const { store, countOf, erase, inForce } = await createDecided((upTo) => ({
    fences: [{ category: customers.id, upTo }],
  }));
  let isChanged = false;
  const changing: Store = {
    ...store,
    async deleteEach(documents) {
      const ref = documents[0]?.ref;
      if (ref?.collection === customers.id && !isChanged) {
        isChanged = true;
        await store.commit([{ kind: 'update', ref, data: { authenticated_by: 'code' } }]);
      }
      return store.deleteEach(documents);
    },
  };
  const first = await erase({ store: changing });
  expect(first).toMatchObject({ complete: false, failed: 0, deleted: 2 });
  expect(await inForce()).toEqual([customers.id]);
  expect(await erase()).toMatchObject({ complete: true, deleted: 1 });
  expect([await inForce(), await countOf(customers.id)]).toEqual([[], 0]);
});
