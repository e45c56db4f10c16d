import { expect, test } from 'vitest';
import { sessions } from '../access/session/collections.ts';
import { chatMessages } from '../categories/chat-messages.ts';
import { customers } from '../categories/customers.ts';
import { collections } from '../collections/registry.ts';
import { createRecords } from '../records/create-records.ts';
import { createTestBench, type TestBench } from '../records/testing/create-test-context.ts';
import { allTenants, type Query, type Store } from '../store/store.ts';
import { microsPerDay } from '../time/instant.ts';
import { dataKeys } from '../vault/collections.ts';
import { type PurgeReport, runPurge } from './run-purge.ts';

async function fill(bench: TestBench): Promise<void> {
  const ctx = bench.contextOf('acme');
  const message = { conversation_id: 'c', author: 'bot', text: 'x' };
  await createRecords(ctx, { category: chatMessages, body: [message, message] });
  const body = { email: 'anna@example.com', authenticated_by: 'sso' };
  await createRecords(ctx, { category: customers, body });
}

function purge(
  bench: TestBench,
  store: Store,
  { failures = [], shards = 4 }: { failures?: unknown[]; shards?: number } = {},
): Promise<PurgeReport> {
  return runPurge({
    store,
    now: () => bench.clock.now,
    monotonic: () => 0,
    collections,
    shards,
    budgetSeconds: 60,
    onFailure: (error) => void failures.push(error),
  });
}

const keysOf = (store: Store) =>
  store.query({ collection: dataKeys.id, tenant: allTenants, where: [], orderBy: [], limit: 9 });

test('a purge reports how much went, how late it was, and destroys the keys', async () => {
  const bench = createTestBench();
  await fill(bench);
  bench.clock.now += 8 * microsPerDay + 90_000_000;
  const report = await purge(bench, bench.store);
  expect(report).toMatchObject({
    complete: true,
    failed: 0,
    deleted: 2,
    deleted_by_collection: { chat_messages: 2 },
    keys_destroyed: 1,
    oldest_overdue_seconds: 86_490,
  });
  expect(await keysOf(bench.store)).toHaveLength(1);
});

test('what fails is counted and told, and everything else is done all the same', async () => {
  const bench = createTestBench();
  await fill(bench);
  bench.clock.now += 200 * microsPerDay;
  const outage = new Error('index missing');
  const store: Store = {
    ...bench.store,
    query: async (query: Query) => {
      if (query.collection === customers.id && query.tenant === allTenants) throw outage;
      return bench.store.query(query);
    },
  };
  const failures: unknown[] = [];
  const report = await purge(bench, store, { failures });
  expect(report).toMatchObject({ complete: false, failed: 1, keys_destroyed: 1, keys_waiting: 1 });
  expect(report.deleted_by_collection).toEqual({ chat_messages: 2, unique_marks: 1 });
  expect(failures).toEqual([outage]);
  expect(await purge(bench, bench.store)).toMatchObject({ complete: true, deleted: 1 });
});

test('where nothing has expired, a purge asks once for all shards of a collection', async () => {
  const bench = createTestBench();
  await fill(bench);
  const asked: Query[] = [];
  const store: Store = {
    ...bench.store,
    query: async (query: Query) => {
      asked.push(query);
      return bench.store.query(query);
    },
  };
  expect(await purge(bench, store)).toMatchObject({ complete: true, deleted: 0 });
  const sweeps = asked.map(({ collection }) => collection).filter((id) => id !== dataKeys.id);
  expect(sweeps.length).toBeGreaterThan(10);
  expect(new Set(sweeps).size).toBe(sweeps.length);
});

test.each([1, 4, 30, 31, 256])('of %i shards none is left out', async (shards) => {
  const bench = createTestBench();
  const deletedOf = async (purgeShard: number) => {
    const ref = { tenant: 'acme', collection: sessions.id, id: `s${purgeShard}` };
    const data = {
      expires_at: bench.clock.now - 1,
      purge_shard: purgeShard,
      created_at: bench.clock.now - 2,
    };
    await bench.store.commit([{ kind: 'create', ref, data }]);
    return (await purge(bench, bench.store, { shards })).deleted;
  };
  for (const shard of [0, shards >> 1, shards - 1]) expect(await deletedOf(shard)).toBe(1);
});
