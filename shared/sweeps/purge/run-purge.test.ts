import { expect, test } from 'vitest';
import { sessions } from '#shared/access/session/collections.ts';
import { microsPerDay } from '#shared/base/time/instant.ts';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import { customers } from '#shared/categories/customers.ts';
import { createRecords } from '#shared/records/create-records.ts';
import {
  createTestFixture,
  type TestFixture,
} from '#shared/records/testing/create-test-context.ts';
import { allTenants, type Query, type Store } from '#shared/store/store.ts';
import { dataKeys } from '#shared/vault/collections.ts';
import { collections } from '#shared/wiring/collections.ts';
import { type PurgeReport, runPurge } from './run-purge.ts';

async function fill(fixture: TestFixture): Promise<void> {
  const ctx = fixture.contextOf('acme');
  const message = { conversation_id: 'c', author: 'bot', text: 'x' };
  await createRecords(ctx, { category: chatMessages, body: [message, message] });
  const body = { email: 'anna@example.com', authenticated_by: 'sso' };
  await createRecords(ctx, { category: customers, body });
}

function purge(
  fixture: TestFixture,
  store: Store,
  { failures = [], shards = 4 }: { failures?: unknown[]; shards?: number } = {},
): Promise<PurgeReport> {
  return runPurge({
    store,
    now: () => fixture.clock.now,
    monotonic: () => 0,
    collections,
    shards,
    budgetSeconds: 60,
    onFailure: (error) => void failures.push(error),
  });
}

const keysOf = (store: Store) =>
  store.query({ collection: dataKeys.id, tenant: allTenants, where: [], orderBy: [], limit: 9 });

test('a purge deletes expired records and due keys, and reports how many it deleted and how long the oldest record was overdue', async () => {
  const fixture = createTestFixture();
  await fill(fixture);
  fixture.clock.now += 8 * microsPerDay + 90_000_000;
  const report = await purge(fixture, fixture.store);
  expect(report).toMatchObject({
    complete: true,
    failed: 0,
    deleted: 2,
    deleted_by_collection: { chat_messages: 2 },
    keys_destroyed: 1,
    oldest_overdue_seconds: 86_490,
  });
  expect(await keysOf(fixture.store)).toHaveLength(1);
});

test('if a collection cannot be read, a purge counts and logs the failure, and does all other work', async () => {
  const fixture = createTestFixture();
  await fill(fixture);
  fixture.clock.now += 200 * microsPerDay;
  const outage = new Error('index missing');
  const store: Store = {
    ...fixture.store,
    query: async (query: Query) => {
      if (query.collection === customers.id && query.tenant === allTenants) throw outage;
      return fixture.store.query(query);
    },
  };
  const failures: unknown[] = [];
  const report = await purge(fixture, store, { failures });
  expect(report).toMatchObject({ complete: false, failed: 1, keys_destroyed: 1, keys_waiting: 1 });
  expect(report.deleted_by_collection).toEqual({ chat_messages: 2, unique_marks: 1 });
  expect(failures).toEqual([outage]);
  expect(await purge(fixture, fixture.store)).toMatchObject({ complete: true, deleted: 1 });
});

test('a purge also deletes an expired record that changes during the run', async () => {
  const fixture = createTestFixture();
  await fill(fixture);
  fixture.clock.now += 200 * microsPerDay;
  let changes = 0;
  const store: Store = {
    ...fixture.store,
    async deleteEach(documents) {
      const [first] = documents;
      if (first?.ref.collection === customers.id && changes === 0) {
        changes += 1;
        const data = { authenticated_by: 'sso' };
        await fixture.store.commit([{ kind: 'update', ref: first.ref, data }]);
      }
      return fixture.store.deleteEach(documents);
    },
  };
  const report = await purge(fixture, store);
  expect([changes, report.complete]).toEqual([1, true]);
  const query = { collection: customers.id, tenant: allTenants, where: [], orderBy: [], limit: 9 };
  expect(await fixture.store.query(query)).toEqual([]);
  expect(report.deleted_by_collection).toMatchObject({ customers: 1 });
});

test('without expired records a purge makes two queries for each collection: one for the configured shards, and one for shards above the configured number', async () => {
  const fixture = createTestFixture();
  await fill(fixture);
  const asked: Query[] = [];
  const store: Store = {
    ...fixture.store,
    query: async (query: Query) => {
      asked.push(query);
      return fixture.store.query(query);
    },
  };
  expect(await purge(fixture, store)).toMatchObject({ complete: true, deleted: 0 });
  const sweeps = asked.map(({ collection }) => collection).filter((id) => id !== dataKeys.id);
  expect(sweeps.length).toBeGreaterThan(20);
  expect(sweeps).toHaveLength(2 * new Set(sweeps).size);
  const further = asked.filter(({ where }) => where.some(({ op }) => op === '>='));
  expect(further).toHaveLength(new Set(sweeps).size + 1);
});

test.each([1, 4, 30, 31, 256])(
  'a purge of %i shards empties the first, the middle and the last shard',
  async (shards) => {
    const fixture = createTestFixture();
    const deletedOf = async (purgeShard: number) => {
      const ref = { tenant: 'acme', collection: sessions.id, id: `s${purgeShard}` };
      const data = {
        expires_at: fixture.clock.now - 1,
        purge_shard: purgeShard,
        created_at: fixture.clock.now - 2,
      };
      await fixture.store.commit([{ kind: 'create', ref, data }]);
      return (await purge(fixture, fixture.store, { shards })).deleted;
    };
    for (const shard of [0, shards >> 1, shards - 1]) expect(await deletedOf(shard)).toBe(1);
  },
);
