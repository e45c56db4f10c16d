import { expect, test } from 'vitest';
import { type Instant, microsPerDay, microsPerSecond } from '#shared/base/time/instant.ts';
import { customers } from '#shared/categories/customers.ts';
import { createRecords } from '#shared/records/create-records.ts';
import { readRecord } from '#shared/records/read-record.ts';
import { createTestFixture, onStore } from '#shared/records/testing/create-test-context.ts';
import { bucketEnd } from '#shared/settings/retention.ts';
import { openTenant } from '#shared/settings/testing/everything-on.ts';
import type { Store } from '#shared/store/store.ts';
import { dataKeys } from '#shared/vault/collections.ts';
import { keyGraceMicros } from '#shared/vault/make-data-key.ts';
import { collections } from '#shared/wiring/collections.ts';
import { runPurge } from './run-purge.ts';

const life = 180 * microsPerDay;

/**
 * Creates two writing processes and a purge, which run at the same time on one store. Records that
 * expire in the same period, called a bucket, share a data key.
 */
async function createBoundary() {
  const fixture = createTestFixture();
  const { clock, platform } = fixture;
  await openTenant(platform, 'acme');
  // The clock is set so that a record that is created now expires two seconds before its bucket
  // ends.
  const end = bucketEnd(customers, clock.now + life);
  clock.now = end - life - 2 * microsPerSecond;
  let jump: Instant = 0;
  const turns = async () => {
    for (let turn = 0; turn < 3; turn += 1) await new Promise((next) => setImmediate(next));
    clock.now += jump;
  };
  const store: Store = {
    ...fixture.store,
    query: async (query) => {
      await turns();
      return fixture.store.query(query);
    },
    commit: async (writes) => {
      await turns();
      return fixture.store.commit(writes);
    },
  };
  const processes = [
    onStore(fixture.otherProcess('acme'), store),
    onStore(fixture.otherProcess('acme'), store),
  ];
  let made = 0;
  const write = async () => {
    const created = processes.map(async (ctx) => {
      const body = { email: `k${(made += 1)}@example.org`, authenticated_by: 'sso' };
      const { records } = await createRecords(ctx, { category: customers, body });
      return records[0]?.id ?? '';
    });
    return Promise.all(created);
  };
  const purge = (through: Store = store) =>
    runPurge({
      store: through,
      now: () => clock.now,
      monotonic: () => 0,
      budgetSeconds: 60,
      collections,
      shards: 4,
      onFailure: (error) => {
        throw error;
      },
    });
  const all = (collection: string) =>
    fixture.store.query({ collection, tenant: 'acme', where: [], orderBy: [], limit: 1_000 });
  return {
    ...fixture,
    end,
    write,
    purge,
    all,
    setJump: (micros: Instant) => {
      jump = micros;
    },
  };
}

type World = Awaited<ReturnType<typeof createBoundary>>;

/**
 * Checks that all records of a bucket use the same key, which belongs to this bucket. Also checks
 * that another process can read every live record.
 */
async function expectSound({ all, otherProcess, clock }: World): Promise<number> {
  const keys = new Map((await all(dataKeys.id)).map(({ ref, data }) => [ref.id, data]));
  const records = await all(customers.id);
  const keyOfBucket = new Map<Instant, string>();
  const reader = otherProcess('acme');
  for (const { ref, data } of records) {
    const expiresAt = data['expires_at'] as Instant;
    const bucket = bucketEnd(customers, expiresAt);
    const id = String(data['dek']);
    expect(keys.get(id)?.['bucket_end']).toBe(bucket);
    expect(keyOfBucket.get(bucket) ?? id).toBe(id);
    keyOfBucket.set(bucket, id);
    if (expiresAt > clock.now)
      await expect(readRecord(reader, { category: customers, id: ref.id })).resolves.toBeDefined();
  }
  return keyOfBucket.size;
}

test('two processes that write at the boundary between two buckets use one key for each bucket', async () => {
  const world = await createBoundary();
  // Time also passes during a write. So some records are prepared before the boundary and committed
  // after it.
  world.setJump(0.2 * microsPerSecond);
  for (let round = 0; round < 12; round += 1) await Promise.all([world.write(), world.write()]);
  world.setJump(0);
  expect(await expectSound(world)).toBe(2);
});

test('while two processes write, a purge destroys the key of an ended bucket, and no other key', async () => {
  const world = await createBoundary();
  const first = await world.write();
  const [old] = await world.all(dataKeys.id);
  for (const left of [1, 0, -1]) {
    world.clock.now = world.end + keyGraceMicros - left;
    // Both processes still have the old key in memory when the clock jumps.
    await Promise.all([world.write(), world.purge(), world.write(), world.purge()]);
    await expectSound(world);
    const ids = (await world.all(dataKeys.id)).map(({ ref }) => ref.id);
    expect([left, ids.includes(old?.ref.id ?? '')]).toEqual([left, left > 0]);
  }
  const reader = world.otherProcess('acme');
  for (const id of first)
    await expect(readRecord(reader, { category: customers, id })).rejects.toMatchObject({
      code: 'record-not-found',
    });
  world.clock.now += life + 7 * microsPerDay + keyGraceMicros;
  await world.purge();
  await world.purge();
  expect(await world.all(dataKeys.id)).toEqual([]);
});
