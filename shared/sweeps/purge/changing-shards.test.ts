import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sessions } from '#shared/access/session/collections.ts';
import { indexCollections } from '#shared/store/check-declared.ts';
import { newRecordId, purgeShard } from '#shared/store/document-ids.ts';
import { createMemoryStore } from '#shared/store/memory-store.ts';
import { allTenants, type Query, type Store } from '#shared/store/store.ts';
import { dataKeys } from '#shared/vault/collections.ts';
import { collections } from '#shared/wiring/collections.ts';
import { runPurge } from './run-purge.ts';

const expiring = collections.filter(({ expiry }) => expiry.by === 'ttl').length;

function open() {
  const store = createMemoryStore(indexCollections(collections));
  const clock = { now: 1_000 };
  let made = 0;
  const randomBytes = (count: number) =>
    createHash('sha256')
      .update(String((made += 1)))
      .digest()
      .subarray(0, count);

  async function purge(shards: number) {
    let queries = 0;
    const counting: Store = {
      ...store,
      query: async (query: Query) => {
        queries += 1;
        return store.query(query);
      },
    };
    const report = await runPurge({
      store: counting,
      now: () => clock.now,
      monotonic: () => 0,
      collections,
      shards,
      budgetSeconds: 60,
      onFailure: (error) => {
        throw error;
      },
    });
    return { report, queries };
  }

  return {
    clock,
    purge,
    /**
     * Writes a session that expires after `life`, as a deployed revision with `shards` shards does.
     */
    write: async (shards: number, life: number): Promise<void> => {
      const id = newRecordId({ randomBytes });
      const data = {
        created_at: clock.now,
        expires_at: clock.now + life,
        purge_shard: purgeShard(id, shards),
      };
      const ref = { tenant: 'acme', collection: sessions.id, id };
      await store.commit([{ kind: 'create', ref, data }]);
    },
    keepKey: async (shard: number): Promise<void> => {
      const ref = { tenant: 'acme', collection: dataKeys.id, id: `k${shard}` };
      const data = {
        created_at: clock.now,
        expires_at: clock.now,
        purge_shard: shard,
        category: 'customers',
        algorithm: 'aes-256-gcm',
        wrapped: Buffer.alloc(1),
      };
      await store.commit([{ kind: 'create', ref, data }]);
    },
    expiries: async () => {
      const all = { tenant: allTenants, where: [], orderBy: [], limit: 100_000 };
      const found = await store.query({ ...all, collection: sessions.id });
      return found.map(({ data }) => Number(data['expires_at'])).toSorted((a, b) => a - b);
    },
  };
}

const count = fc.integer({ min: 1, max: 256 });
const written = fc.record({ shards: count, life: fc.integer({ min: 1, max: 50 }) });
/**
 * One generated round: several revisions write, then a purge runs. Each revision and the purge have
 * their own numbers of shards.
 */
const round = fc.record({ writes: fc.array(written, { maxLength: 12 }), purgeShards: count });

test('even if the number of shards changes, each document is deleted by the first purge after its expiry, and by no earlier purge', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(round, { minLength: 1, maxLength: 8 }), async (rounds) => {
      const { clock, write, purge, expiries } = open();
      let alive: number[] = [];
      for (const { writes, purgeShards } of rounds) {
        for (const { shards, life } of writes) {
          await write(shards, life);
          alive.push(clock.now + life);
        }
        clock.now += 10;
        const due = alive.filter((expiry) => expiry <= clock.now).length;
        const { report } = await purge(purgeShards);
        expect(report).toMatchObject({ complete: true, failed: 0, deleted: due });
        alive = alive.toSorted((a, b) => a - b).slice(due);
        expect(await expiries()).toEqual(alive);
      }
    }),
    { numRuns: 60 },
  );
});

test('the report shows the configured number of shards again when all higher shards are empty', async () => {
  const { clock, write, purge } = open();
  for (let at = 0; at < 60; at += 1) await write(64, 20);
  expect((await purge(4)).report.shards).toBeGreaterThan(30);
  clock.now += 20;
  await purge(4);
  expect((await purge(4)).report.shards).toBe(4);
});

test('the purge also destroys due keys in shards above the configured number', async () => {
  const { keepKey, purge } = open();
  for (const shard of [0, 5, 63, 255]) await keepKey(shard);
  expect((await purge(4)).report).toMatchObject({ keys_destroyed: 4, shards: 256 });
});

test.each([
  ['as many shards as configured', 4, 4],
  ['more shards than configured', 4, 256],
  ['fewer shards than configured', 256, 4],
])(
  'with documents in %s, a run without work makes a limited number of queries',
  async (_case, configured, drawn) => {
    const { write, purge } = open();
    for (let at = 0; at < 400; at += 1) await write(drawn, 1_000);
    const { queries } = await purge(configured);
    const own = (expiring + 1) * (Math.ceil(configured / 30) + 1);
    const further = drawn > configured ? 2 * Math.ceil(drawn / 30) : 0;
    expect(queries).toBeLessThanOrEqual(own + further + configured);
  },
);

test('each group of thirty shards above the configured number costs a run at most three more queries', async () => {
  const { clock, write, purge } = open();
  for (let at = 0; at < 400; at += 1) await write(256, 1);
  clock.now += 1;
  const { report, queries } = await purge(1);
  expect(report.deleted).toBe(400);
  // The run may make two queries for each collection, three for the keys, and three for each group
  // of thirty shards above the configured number.
  expect(queries).toBeLessThanOrEqual(2 * expiring + 3 + 3 * 9);
});
