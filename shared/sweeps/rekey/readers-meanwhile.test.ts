import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { customers } from '#shared/categories/customers.ts';
import { createRecords } from '#shared/records/create-records.ts';
import { listRecords } from '#shared/records/list-records.ts';
import { readRecord } from '#shared/records/read-record.ts';
import type { TestContext } from '#shared/records/testing/create-test-context.ts';
import type { Store, StoredDocument } from '#shared/store/store.ts';
import { dataKeys, lookupSecrets } from '#shared/vault/collections.ts';
import { collections } from '#shared/wiring/collections.ts';
import { legacyKek, legacyKeys, legacyRecordsId } from '../legacy/collections.ts';
import { createKilledStore } from '../testing/create-killed-store.ts';
import { createLegacyFixture } from '../testing/create-legacy-fixture.ts';
import { copyOf, readAll } from '../testing/create-sweep-fixture.ts';
import { legacy } from '../testing/legacy-lines.ts';
import { retireDataKey } from './retire-data-key.ts';

const stored = 24;
const waiting = 6;
const emailOf = (at: number) => `k${at}@example.org`;
const valueOf = (at: number) => ({ pin: String(at) });
const nextTurn = () => new Promise((next) => setImmediate(next));

/**
 * Creates a tenant with work for each step that renews keys: secrets that an old version of a Cloud
 * KMS key has wrapped, records that are encrypted with retired data keys, and imported lines that
 * wait for the sweep.
 */
async function createWorld() {
  const world = await createLegacyFixture();
  const ids: string[] = [];
  for (let at = 0; at < stored; at += 1) {
    const body = { email: emailOf(at), authenticated_by: 'sso', values: valueOf(at) };
    const { records } = await createRecords(world.ctx, { category: customers, body });
    ids.push(records[0]?.id ?? '');
  }
  const lines = Array.from({ length: waiting }, (_, at) =>
    JSON.stringify({
      category: customers.id,
      id: `waiting-${at}`,
      created_at: world.daysAgo(1),
      authenticated_by: 'sso',
      email_aes: legacy(emailOf(stored + at)),
      values_aes: legacy(valueOf(stored + at)),
    }),
  );
  expect(await world.importTexts(lines, { keepEnvelopes: true })).toMatchObject({ kept: waiting });
  for (const { ref } of await world.all(dataKeys.id)) {
    const deps = { ...world.platform, wrapper: world.wrapper, randomBytes, collections };
    const limits = { purgeShards: 4, algorithm: 'aes-256-gcm', backupDays: 7 } as const;
    const input = { tenant: ref.tenant, keyId: ref.id, reason: 'compromised' } as const;
    await retireDataKey({ ...deps, ...limits }, input);
  }
  for (const kek of [customers.id, lookupSecrets.id, legacyKek]) world.wrapper.rotate(kek);
  world.clock.now += 400 * 1_000_000;
  return { ...world, ids, seeded: await readAll(world.store) };
}

let world: Awaited<ReturnType<typeof createWorld>>;

beforeAll(async () => {
  world = await createWorld();
});

/**
 * Lets other work run before each query and each commit, so that readers see every state between
 * two commits.
 */
function withPauses(store: Store): Store {
  const paused = async <T>(call: () => Promise<T>) => {
    await nextTurn();
    return call();
  };
  return {
    ...store,
    query: (query) => paused(() => store.query(query)),
    commit: (writes) => paused(() => store.commit(writes)),
  };
}

async function readOne(by: TestContext, at: number): Promise<void> {
  const { fields } = await readRecord(by, { category: customers, id: world.ids[at] ?? '' });
  expect(fields).toMatchObject({ email: emailOf(at), values: valueOf(at) });
}

/**
 * Lists all customers, and checks their values. The customers of waiting lines appear in the list
 * one by one, while the sweep works.
 */
async function readList(by: TestContext): Promise<number> {
  const page = { limit: 100 };
  const { items } = await listRecords(by, { category: customers, filters: [], page });
  for (const { fields } of items) {
    const at = Number(/^k(\d+)@/.exec(String(fields['email']))?.[1]);
    expect(fields).toMatchObject({ email: emailOf(at), values: valueOf(at) });
  }
  expect(items.length).toBeGreaterThanOrEqual(stored);
  return items.length;
}

/**
 * Starts reading records in an irregular order, and returns a function that stops the reading. Some
 * reads use the same process, which keeps the keys in memory. For each of the remaining reads there
 * is a new process.
 */
function startReaders(store: Store) {
  const state = { isOver: false, reads: 0 };
  const known = world.otherProcess('acme', store);
  const loop = async (reader: number) => {
    for (let at = reader; !state.isOver; at = (at * 7 + 5) % stored) {
      const by = at % 3 === 0 ? world.otherProcess('acme', store) : known;
      if (at % 5 === 0) await readList(by);
      else await readOne(by, at);
      state.reads += 1;
      await nextTurn();
    }
  };
  const loops = Promise.all([0, 1, 2].map(loop));
  loops.catch(() => undefined);
  return async () => {
    state.isOver = true;
    await loops;
    return state.reads;
  };
}

const keysIn = (store: Store) =>
  Promise.all([dataKeys.id, lookupSecrets.id, legacyKeys.id].map((id) => world.all(id, store)));

/** Requires that all work is done, and that nothing needs an old version or a retired key. */
async function expectDone(store: Store, before: readonly StoredDocument[]): Promise<void> {
  expect(await world.all(legacyRecordsId, store)).toEqual([]);
  for (const { ref, data } of (await keysIn(store)).flat())
    expect([ref.collection, ref.id, data['kek_version']]).toEqual([ref.collection, ref.id, 2]);
  const retired = before.filter(({ data }) => data['retired'] === true);
  const ends = new Set(retired.map(({ ref }) => ref.id));
  const used = (await world.all(customers.id, store)).map(({ data }) => String(data['dek']));
  expect(used.filter((id) => ends.has(id))).toEqual([]);
  expect(await readList(world.otherProcess('acme', store))).toBe(stored + waiting);
}

/** The collections that each commit of an undisturbed run changes, in order. */
async function phasesOf(): Promise<string[]> {
  const phases: string[] = [];
  const store = await copyOf(world.seeded);
  const report = await world.rekey({
    ...store,
    commit: (writes) => {
      phases.push([...new Set(writes.map(({ ref }) => ref.collection))].toSorted().join(' '));
      return store.commit(writes);
    },
  });
  expect(report).toMatchObject({ complete: true, failed: 0, migrated: waiting });
  await expectDone(store, world.seeded);
  return phases;
}

describe('while the keys of all data are renewed', () => {
  test.each(['none', 'all'] as const)(
    'readers see no error and no wrong value if a run is killed in any of its phases and the next run completes the work; the killed write stores: %s',
    async (landed) => {
      const phases = await phasesOf();
      const moments = [...new Set(phases)].map((phase) =>
        landed === 'none' ? phases.indexOf(phase) : phases.lastIndexOf(phase),
      );
      for (const [phase, least] of [
        [dataKeys.id, 2],
        [legacyKeys.id, 1],
        [lookupSecrets.id, 1],
        [customers.id, 1],
        [legacyRecordsId, waiting],
      ] as const)
        expect(
          phases.filter((each) => each.split(' ').includes(phase)).length,
        ).toBeGreaterThanOrEqual(least);
      for (const fatal of new Set(moments)) {
        const store = await copyOf(world.seeded);
        const stop = startReaders(store);
        const killed = createKilledStore(withPauses(store), fatal, landed);
        const outcome = await Promise.race([killed.killed, world.rekey(killed.store)]);
        // Calls that had begun before the kill still reach the database.
        for (let turn = 0; turn < 3; turn += 1) await nextTurn();
        const again = await world.rekey(withPauses(store));
        const reads = await stop();
        expect([phases[fatal], outcome, reads > 5]).toEqual([phases[fatal], 'killed', true]);
        expect(again).toMatchObject({ complete: true, failed: 0 });
        await expectDone(store, world.seeded);
      }
    },
  );
});
