import { decodeJwt } from 'jose';
import { beforeAll, expect, test } from 'vitest';
import { microsPerDay, microsPerMilli } from '#shared/base/time/instant.ts';
import { nluMessages } from '#shared/categories/nlu-messages.ts';
import { categories } from '#shared/categories/registry.ts';
import { createRecords } from '#shared/records/create-records.ts';
import { restrictionOf, restrictionWrites } from '#shared/records/restriction/restricted-record.ts';
import { createTestFixture } from '#shared/records/testing/create-test-context.ts';
import { platformTenant, type Store } from '#shared/store/store.ts';
import { expiryDays, receipts } from '#shared/subjects/receipts/collections.ts';
import type { ReceiptIssued } from '#shared/subjects/receipts/issue-receipt.ts';
import { hashReceipt, type Receipt } from '#shared/subjects/receipts/receipt.ts';
import { dataKeys } from '#shared/vault/collections.ts';
import { createFakeSigner } from '#shared/vault/testing/create-fake-signer.ts';
import { collections } from '#shared/wiring/collections.ts';
import { runPurge } from '../purge/run-purge.ts';
import { createKilledStore } from '../testing/create-killed-store.ts';
import { copyOf, readAll } from '../testing/create-sweep-fixture.ts';
import { type RunExpiryDeps, runExpiry } from './run-expiry.ts';

type ExpiryReceipt = Extract<Receipt, { kind: 'expiry' }>;

const hour = microsPerDay / 24;
const at = (text: string) => Date.parse(text) * microsPerMilli;
const dueDay = '2026-02-14';

/**
 * Creates two tenants. Messages of both tenants are due on the same day, and one more message of
 * acme is due on the next day.
 */
async function fill() {
  const fixture = createTestFixture();
  const { clock } = fixture;
  const say = (tenant: string, count: number) => {
    const message = { conversation_id: 'c1', text: 'Hallo' };
    const body = Array.from({ length: count }, () => message);
    return createRecords(fixture.contextOf(tenant), { category: nluMessages, body });
  };
  clock.now = at('2026-01-15T00:00:00Z');
  await say('acme', 1);
  clock.now = at('2026-01-15T12:00:00Z');
  await say('acme', 2);
  await say('beta', 1);
  clock.now = at('2026-01-15T23:59:59.999Z');
  await say('acme', 1);
  clock.now = at('2026-01-16T00:00:00Z');
  await say('acme', 1);
  return readAll(fixture.store);
}

let seeded: Awaited<ReturnType<typeof fill>>;

beforeAll(async () => {
  seeded = await fill();
});

async function createWorld() {
  const store = await copyOf(seeded);
  const clock = { now: at(`${dueDay}T00:10:00Z`) };
  const issued: ReceiptIssued[] = [];
  const signer = createFakeSigner();
  const throwing = (error: unknown) => {
    throw error;
  };
  const sweep = {
    store,
    now: () => clock.now,
    monotonic: () => 0,
    budgetSeconds: 60,
    random: () => 0.5,
    sleep: async () => undefined,
    onFailure: throwing,
  };
  const deps: RunExpiryDeps = {
    ...sweep,
    categories,
    purgeShards: 4,
    signer,
    onIssued: (each) => void issued.push(each),
  };
  const listOf = async (collection: string) =>
    (await readAll(store))
      .filter(({ ref }) => ref.collection === collection)
      .toSorted((one, other) => (one.ref.tenant < other.ref.tenant ? -1 : 1));
  return {
    store,
    clock,
    issued,
    signer,
    listOf,
    run: (from: Store = store) => runExpiry({ ...deps, store: from }),
    runWith: (purgeShards: number) => runExpiry({ ...deps, purgeShards }),
    purge: () => runPurge({ ...sweep, collections, shards: 4 }),
    said: async () =>
      (await listOf(receipts.id)).map(
        ({ data }) => decodeJwt(String(data['jws'])) as unknown as ExpiryReceipt,
      ),
  };
}

test('the due records are counted when the day begins; an hour after the end of the day a receipt states this count, and how many expired records still exist', async () => {
  const { clock, run, purge, said, issued, listOf } = await createWorld();
  expect(await run()).toMatchObject({ complete: true, failed: 0, counted: 2, closed: 0 });
  expect(await run()).toMatchObject({ counted: 0, closed: 0 });
  clock.now = at('2026-02-14T13:00:00Z');
  expect(await purge()).toMatchObject({ deleted: 4 });
  expect(await run()).toMatchObject({ counted: 0, closed: 0 });
  clock.now = at('2026-02-15T00:10:00Z');
  expect(await run()).toMatchObject({ closed: 0, counted: 2 });
  await purge();
  clock.now = at('2026-02-15T01:10:00Z');
  await purge();
  expect(await run()).toMatchObject({ complete: true, closed: 2, counted: 0 });
  const [acme, beta] = await said();
  expect(acme).toMatchObject({
    kind: 'expiry',
    tenant: 'acme',
    number: 1,
    day: dueDay,
    counted_at: '2026-02-14T00:10:00.000Z',
    looked_at: '2026-02-15T01:10:00.000Z',
    categories: [{ category: 'nlu_messages', due: 4, overdue: 0 }],
  });
  expect(beta?.categories).toEqual([{ category: 'nlu_messages', due: 1, overdue: 0 }]);
  // The key of a bucket that ends with this day is due an hour later, on the next day. So the
  // receipt does not list it.
  expect(acme?.keys).toMatchObject([{ category: 'nlu_messages', destroyed: true }]);
  const stored = await listOf(receipts.id);
  expect(issued.map(({ receipt_hash }) => receipt_hash).toSorted()).toEqual(
    stored.map(({ data }) => hashReceipt(String(data['jws']))).toSorted(),
  );
});

test('after the number of shards was lowered, the sweep still finds data keys and plans in higher shards, and issues the receipts', async () => {
  const { clock, store, runWith, listOf } = await createWorld();
  const raise = async (collection: string) => {
    for (const { ref } of await listOf(collection))
      await store.commit([{ kind: 'update', ref, data: { purge_shard: 9 } }]);
  };
  await raise(dataKeys.id);
  expect(await runWith(4)).toMatchObject({ complete: true, counted: 2 });
  await raise(expiryDays.id);
  clock.now = at('2026-02-15T01:10:00Z');
  expect(await runWith(4)).toMatchObject({ complete: true, closed: 2 });
});

test('if a shorter retention makes a record expire earlier, the tenant gets a receipt of the new day of expiry, although the record’s key ends weeks later', async () => {
  const { clock, store, run, said, listOf } = await createWorld();
  const isBeta = ({ ref }: { readonly ref: { readonly tenant: string } }) => ref.tenant === 'beta';
  const record = (await listOf(nluMessages.id)).find(isBeta);
  if (record === undefined) throw new Error('beta has no record');
  const data = { expires_at: at('2026-01-20T12:00:00Z') };
  await store.commit([{ kind: 'update', ref: record.ref, data }]);
  clock.now = at('2026-01-20T00:10:00Z');
  await run();
  clock.now += microsPerDay + hour;
  await run();
  expect((await said()).find(({ tenant }) => tenant === 'beta')).toMatchObject({
    day: '2026-01-20',
    categories: [{ category: 'nlu_messages', due: 1, overdue: 1 }],
    keys: [],
  });
});

/** Moves the `count` records of acme that expire first to the collection of restricted records. */
async function restrictSome(store: Store, count: number) {
  const found = (await readAll(store))
    .filter(({ ref }) => ref.tenant === 'acme' && ref.collection === nluMessages.id)
    .toSorted((one, other) => Number(one.data['expires_at']) - Number(other.data['expires_at']));
  for (const record of found.slice(0, count)) {
    const restriction = restrictionOf('accuracy_contested', Number(record.data['created_at']));
    await store.commit([...restrictionWrites(nluMessages, record, restriction, undefined)]);
  }
}

test('restricted records count as due, and as overdue if they still exist after their day', async () => {
  const deleting = await createWorld();
  await restrictSome(deleting.store, 2);
  await deleting.run();
  deleting.clock.now += microsPerDay;
  // The purge deletes restricted records too. One of the six deleted records was due only when the
  // next day began.
  expect((await deleting.purge()).deleted_by_collection).toMatchObject({
    nlu_messages: 4,
    nlu_messages_restricted: 2,
  });
  deleting.clock.now += hour;
  await deleting.run();
  const [acme, beta] = await deleting.said();
  expect(acme?.categories).toEqual([{ category: 'nlu_messages', due: 4, overdue: 0 }]);
  expect(beta?.categories).toEqual([{ category: 'nlu_messages', due: 1, overdue: 0 }]);

  const late = await createWorld();
  await late.run();
  await restrictSome(late.store, 3);
  late.clock.now += microsPerDay + hour;
  await late.run();
  const [kept] = await late.said();
  expect(kept?.categories).toEqual([{ category: 'nlu_messages', due: 4, overdue: 4 }]);
});

test('records that still exist an hour after the end of their day count as overdue', async () => {
  const { clock, run, said } = await createWorld();
  await run();
  clock.now = at(`${dueDay}T00:10:00Z`) + microsPerDay + hour;
  await run();
  const [acme] = await said();
  expect(acme?.categories).toEqual([{ category: 'nlu_messages', due: 4, overdue: 4 }]);
  expect(acme?.keys).toMatchObject([{ destroyed: false }]);
});

test('a tenant gets one receipt of a day with the correct counts, even if a run is killed at any write, or if two runs happen at the same time', async () => {
  const days = async (world: Awaited<ReturnType<typeof createWorld>>, from?: Store) => {
    const start = world.clock.now;
    await world.run(from);
    world.clock.now = start + microsPerDay + hour;
    await world.run(from);
  };
  const whole = await createWorld();
  const counting = createKilledStore(whole.store, Number.POSITIVE_INFINITY);
  await days(whole, counting.store);
  const told = (await whole.said()).map(({ tenant, number, categories: all, keys }) => {
    return { tenant, number, categories: all, keys };
  });
  expect(told).toHaveLength(2);
  const writes = counting.writes();
  expect(writes).toBeGreaterThan(8);
  for (let fatal = 0; fatal < writes; fatal += 1)
    for (const landed of ['none', 'all'] as const) {
      const world = await createWorld();
      const start = world.clock.now;
      const killed = createKilledStore(world.store, fatal, landed);
      expect(await Promise.race([killed.killed, days(world, killed.store)])).toBe('killed');
      await world.run();
      world.clock.now = start + microsPerDay + hour;
      await world.run();
      expect(await world.said()).toMatchObject(told);
      expect(await world.said()).toHaveLength(2);
    }
  const twice = await createWorld();
  await Promise.all([twice.run(), twice.run()]);
  twice.clock.now += microsPerDay + hour;
  await Promise.all([twice.run(), twice.run()]);
  expect(await twice.said()).toMatchObject(told);
  expect(await twice.said()).toHaveLength(2);
}, 120_000);

test('a forged plan does not change the counts in the receipt', async () => {
  const { store, clock, run, said, listOf } = await createWorld();
  const decoy = { expires_at: at('2026-03-17T00:00:00Z'), purge_shard: 0, day: dueDay, jws: 'x' };
  for (const tenant of ['acme', platformTenant]) {
    const ref = { tenant, collection: expiryDays.id, id: dueDay };
    await store.commit([{ kind: 'create', ref, data: decoy }]);
  }
  expect(await run()).toMatchObject({ complete: true, counted: 2 });
  clock.now += microsPerDay + hour;
  expect(await run()).toMatchObject({ complete: true, closed: 2 });
  expect((await said())[0]?.categories).toMatchObject([{ due: 4 }]);
  const left = await listOf(expiryDays.id);
  expect(left.filter(({ data }) => data['day'] === dueDay).map(({ data }) => data['jws'])).toEqual([
    'x',
    'x',
  ]);
});

test('a run that counts the due records does not read them; it reads only data keys and the plans of days', async () => {
  const { store, run } = await createWorld();
  const asked = new Set<string>();
  const watching: Store = {
    ...store,
    get: (ref) => {
      asked.add(ref.collection);
      return store.get(ref);
    },
    query: (query) => {
      asked.add(query.collection);
      return store.query(query);
    },
  };
  await run(watching);
  expect([...asked].toSorted()).toEqual(['data_keys', 'expiry_days']);
});
