import { type Collection, expiryFields } from '../declare-collection.ts';
import type { DocumentData, DocumentRef, Query, Store, StoredDocument } from '../store.ts';

const things: Collection = {
  id: 'things',
  title: { de: 'Dinge', en: 'Things' },
  database: 'mayfly',
  category: null,
  lifeFields: null,
  personal: null,
  subject: { nobody: 'a thing' },
  expiry: { by: 'ttl', source: { de: 'Test', en: 'test' } },
  fields: {
    ...expiryFields,
    created_at: 'instant',
    name: 'id',
    names: 'ids',
    score: 'number',
    flag: 'boolean',
    hash: 'hash',
    secret_aes: 'sealed',
  },
  queries: [],
};
const secrets: Collection = { ...things, id: 'secrets', database: 'mayfly-keys' };

/** The collections that the contract suite uses. */
export const contractCollections: readonly Collection[] = [things, secrets];

const day = 86_400_000_000;
/** An instant that is no whole number of milliseconds. */
export const t0 = 1_768_478_400_123_456;

/** The helpers that all contract suites use. `store` returns the store of the running test. */
export function createContractFixture(store: () => Store) {
  const ref = (id: string, tenant = 'acme'): DocumentRef => ({ tenant, collection: 'things', id });
  const data = (more: DocumentData = {}): DocumentData => ({
    expires_at: t0 + day,
    purge_shard: 1,
    ...more,
  });
  const create = (id: string, more: DocumentData = {}, tenant = 'acme') =>
    ({ kind: 'create', ref: ref(id, tenant), data: data(more) }) as const;
  const stored = async (id: string, tenant = 'acme'): Promise<StoredDocument> => {
    const found = await store().get(ref(id, tenant));
    if (found === undefined) throw new Error(`${id} is not there`);
    return found;
  };
  const query = async (parts: Partial<Query>): Promise<string[]> => {
    const whole = { collection: 'things', tenant: 'acme', where: [], orderBy: [], limit: 100 };
    return (await store().query({ ...whole, ...parts })).map((found) => found.ref.id);
  };
  return { store, ref, data, create, stored, query };
}

export type ContractFixture = ReturnType<typeof createContractFixture>;
