import type { Firestore } from '@google-cloud/firestore';
import { describe, expect, test } from 'vitest';
import { indexCollections } from './check-declared.ts';
import { createFirestoreStore } from './firestore-store.ts';
import { AlreadyExists, type Store, StoreUnavailable, WriteConflict } from './store.ts';
import { contractCollections } from './testing/contract-fixture.ts';

const text = 'text of the client with tenants/acme/things/anna@example.org';

/** A store on a client that answers every call with the given outcome. */
function createStoreOn(outcome: () => Promise<never>): Store {
  const query = { where: () => query, orderBy: () => query, limit: () => query, get: outcome };
  const client = {
    collection: () => ({ ...query, doc: () => ({}) }),
    getAll: outcome,
    batch: () => ({ create: () => undefined, commit: outcome }),
  };
  return createFirestoreStore({
    database: () => client as unknown as Firestore,
    collections: indexCollections(contractCollections),
    deadlineMs: 20,
    throttleDeletes: false,
  });
}

const [collection] = contractCollections;
if (collection === undefined) throw new Error('no collection');
const ref = { tenant: 'acme', collection: collection.id, id: 'a' };
const data = { expires_at: 1, purge_shard: 0 };

const calls: readonly (readonly [string, (store: Store) => Promise<unknown>])[] = [
  ['a read', (store) => store.get(ref)],
  [
    'a query',
    (store) =>
      store.query({ collection: ref.collection, tenant: 'acme', where: [], orderBy: [], limit: 1 }),
  ],
  ['a commit', (store) => store.commit([{ kind: 'create', ref, data }])],
];

describe.each(calls)('%s', (name, call) => {
  test('without an answer ends at its deadline', async () => {
    const store = createStoreOn(() => new Promise<never>(() => {}));
    await expect(call(store)).rejects.toBeInstanceOf(StoreUnavailable);
  });

  test.each([4, 8, 13, 14, 'ECONNRESET', 'ETIMEDOUT'])(
    'that fails with %s is an outage',
    async (code) => {
      const store = createStoreOn(() => Promise.reject(Object.assign(new Error(text), { code })));
      await expect(call(store)).rejects.toBeInstanceOf(StoreUnavailable);
    },
  );

  test.each([5, 6, 9, 10])(
    'that fails with %i is a conflict only if it is a write',
    async (code) => {
      const store = createStoreOn(() => Promise.reject(Object.assign(new Error(text), { code })));
      const [outcome] = await Promise.allSettled([call(store)]);
      const reason = outcome?.status === 'rejected' ? outcome.reason : undefined;
      expect(reason instanceof WriteConflict).toBe(name === 'a commit');
      expect(reason instanceof AlreadyExists).toBe(name === 'a commit' && code === 6);
    },
  );

  test.each([2, 3, 4, 6, 7, 9, 'ERR_INVALID_ARG_TYPE', undefined])(
    'that fails with %s throws an error without the client’s text',
    async (code) => {
      const store = createStoreOn(() => Promise.reject(Object.assign(new Error(text), { code })));
      const [outcome] = await Promise.allSettled([call(store)]);
      const reason = (outcome?.status === 'rejected' ? outcome.reason : undefined) as Error;
      expect(reason).toBeInstanceOf(Error);
      const { message, stack, cause } = reason;
      expect(JSON.stringify([message, stack, cause])).not.toContain('anna');
    },
  );
});
