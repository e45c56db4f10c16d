import { randomBytes } from 'node:crypto';
import { microsPerDay, microsPerSecond } from '#shared/base/time/instant.ts';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import { customers } from '#shared/categories/customers.ts';
import { managerLog } from '#shared/categories/manager-log.ts';
import { categories } from '#shared/categories/registry.ts';
import { ledgerEntries } from '#shared/ledger/collections.ts';
import { entryOf } from '#shared/manager-log/testing/create-log-fixture.ts';
import { createRecords } from '#shared/records/create-records.ts';
import { createTestFixture } from '#shared/records/testing/create-test-context.ts';
import { everythingOn, openTenant } from '#shared/settings/testing/everything-on.ts';
import { indexCollections } from '#shared/store/check-declared.ts';
import { createMemoryStore } from '#shared/store/memory-store.ts';
import {
  allTenants,
  type DocumentData,
  pathOf,
  type Store,
  type StoredDocument,
} from '#shared/store/store.ts';
import { dataKeys } from '#shared/vault/collections.ts';
import { createFakeSigner } from '#shared/vault/testing/create-fake-signer.ts';
import { collections } from '#shared/wiring/collections.ts';
import { createManagerLog } from '#shared/wiring/manager-log-deps.ts';

const purgeShards = 4;

/** Every stored document. */
export async function readAll(store: Store): Promise<StoredDocument[]> {
  const parts = { tenant: allTenants, where: [], orderBy: [], limit: 10_000 };
  const found = await Promise.all(
    collections.map(({ id }) => store.query({ ...parts, collection: id })),
  );
  return found.flat();
}

/**
 * The stored documents by path, for comparisons. Signatures of seals differ between runs, so they
 * are left out. The ledger is left out too, because after a kill the next run may add the same
 * entry again.
 */
export async function stateOf(store: Store): Promise<{ [path: string]: DocumentData }> {
  const lasting = (await readAll(store)).filter(({ ref }) => ref.collection !== ledgerEntries.id);
  const documents = lasting.map(({ ref, data }) => {
    const kept = Object.entries(data).filter(([field]) => field !== 'jws');
    return [pathOf(ref), Object.fromEntries(kept)] as const;
  });
  return Object.fromEntries(documents.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** A new store that contains these documents. */
export async function copyOf(documents: readonly StoredDocument[]): Promise<Store> {
  const store = createMemoryStore(indexCollections(collections));
  for (const { ref, data } of documents) await store.commit([{ kind: 'create', ref, data }]);
  return store;
}

type Fixture = ReturnType<typeof createTestFixture>;

/**
 * Writes data for two tenants on each of three days: messages, customers with marks and links, and
 * entries of the manager log.
 */
async function writePast({ clock, platform, wrapper, contextOf }: Fixture): Promise<void> {
  const log = createManagerLog(platform, wrapper);
  for (let day = 0; day < 3; day += 1) {
    for (const tenant of ['acme', 'beta']) {
      const ctx = contextOf(tenant);
      const message = { conversation_id: 'c1', author: 'bot', text: 'Hallo' };
      await createRecords(ctx, { category: chatMessages, body: [message, message] });
      for (const name of ['anna', 'bernd'])
        await createRecords(ctx, {
          category: customers,
          body: {
            email: `${name}-${day}@example.com`,
            authenticated_by: 'sso',
            conversation_id: 'c1',
          },
        });
      await log.record(entryOf(day, { tenant }));
    }
    clock.now += microsPerDay;
  }
}

/** Stores a key that a process has made for its own use. Such a key has no pointer. */
async function keepOwnKey({ clock, store }: Fixture): Promise<void> {
  const ref = { tenant: 'acme', collection: dataKeys.id, id: 'own' };
  const data = {
    expires_at: clock.now,
    purge_shard: 0,
    category: managerLog.id,
    algorithm: 'aes-256-gcm',
    wrapped: Buffer.alloc(1),
    created_at: clock.now,
  };
  await store.commit([{ kind: 'create', ref, data }]);
}

/**
 * Stores decisions: a fence for one of the two tenants, and shortened retentions for both tenants.
 */
async function decide({ clock, store }: Fixture): Promise<void> {
  const now = () => clock.now;
  const upTo = clock.now;
  const fences = [{ category: customers.id, upTo }];
  const shortenings = [{ category: managerLog.id, upTo, days: 30 }];
  await openTenant({ store, now }, 'acme', { ...everythingOn(), fences, shortenings });
  const shorter = [{ category: customers.id, upTo, days: 90 }, ...shortenings];
  await openTenant({ store, now }, 'beta', { ...everythingOn(), shortenings: shorter });
}

/**
 * Creates work for `purge`, `erase` and `seal`, in memory: expired messages with due keys, due
 * decisions of two tenants, and past days of the manager log.
 */
export async function createSweepFixture() {
  const fixture = createTestFixture();
  const { clock, store } = fixture;
  await writePast(fixture);
  await keepOwnKey(fixture);
  await decide(fixture);
  clock.now += 12 * microsPerDay + 90 * microsPerSecond;
  const seeded = await readAll(store);
  const deps = {
    now: () => clock.now,
    monotonic: () => 0,
    budgetSeconds: 60,
    random: () => 0.5,
    sleep: async () => undefined,
    collections,
    categories,
    purgeShards,
    randomBytes,
    backupDays: 7,
    shards: purgeShards,
    signer: createFakeSigner(),
    onSealed: () => undefined,
    onOverdue: () => undefined,
    onEnding: () => undefined,
    onIssued: () => undefined,
    onFailure: (error: unknown) => {
      throw error;
    },
  };
  return { deps, newStore: () => copyOf(seeded) };
}
