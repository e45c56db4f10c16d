import type { Caller } from '#shared/access/caller.ts';
import { requireOverview } from '#shared/access/scope.ts';
import type { Clock } from '#shared/base/time/clock.ts';
import { formatInstant, type Instant } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import type { Collection } from '#shared/store/declare-collection.ts';
import type { Order, ReadStore, StoredDocument } from '#shared/store/store.ts';
import { carriersOf, keyedBy } from '#shared/sweeps/rekey/carriers.ts';
import { dataKeys } from '#shared/vault/collections.ts';

export type KeysDeps = {
  readonly store: ReadStore;
  readonly now: Clock;
  readonly categories: readonly Category[];
  readonly collections: readonly Collection[];
};

const nextFirst: readonly Order[] = [{ field: 'expires_at', direction: 'asc' }];

/** Keys that end later than this stay until their tenant ends. 1 January 2199. */
const endless: Instant = Date.UTC(2199, 0, 1) * 1_000;

/**
 * How many keys of each kind are listed one by one, the next to end first. A month of buckets has
 * 31.
 */
const toldMax = 8;

function endOf({ data }: StoredDocument): string | null {
  const at = data['expires_at'] as Instant;
  return at >= endless ? null : formatInstant(at);
}

/** One key: its age, its end, and the number of its documents, live or not. */
async function describeKey(deps: KeysDeps, protects: string, key: StoredDocument) {
  const carriers = carriersOf(deps.collections, protects);
  const counts = carriers.map(({ id }) =>
    deps.store.count({
      collection: id,
      tenant: key.ref.tenant,
      where: [{ field: 'dek', op: '==', value: key.ref.id }],
      orderBy: [],
    }),
  );
  const under = await Promise.all(counts);
  return {
    made_at: formatInstant(key.data['created_at'] as Instant),
    destroyed_from: endOf(key),
    records: under.reduce((sum, count) => sum + count, 0),
  };
}

async function describeKeys(deps: KeysDeps, tenant: string, protects: string) {
  const { store } = deps;
  const of = { field: 'category', op: '==', value: protects } as const;
  const query = { collection: dataKeys.id, tenant, orderBy: nextFirst };
  const [alive, next, due] = await Promise.all([
    store.count({ ...query, where: [of] }),
    store.query({ ...query, where: [of], select: ['expires_at', 'created_at'], limit: toldMax }),
    store.count({ ...query, where: [of, { field: 'expires_at', op: '<=', value: deps.now() }] }),
  ]);
  const [first] = next;
  return {
    protects,
    alive,
    due,
    next_destroyed_at: first === undefined ? null : endOf(first),
    keys: await Promise.all(next.map((key) => describeKey(deps, protects, key))),
  };
}

/**
 * How many data keys a tenant has, and when the next of them may be destroyed. It counts them for
 * each category, and for members, particulars, requests of persons and imported lines. `due` counts
 * keys that may be destroyed now. It lists the next eight keys of each kind, with their age and the
 * number of their documents. It reads nothing else of a key. Each category costs two counts and a
 * query of eight. Each listed key costs a count for each collection that uses it.
 * @throws Problem `scope-missing`
 */
export async function listKeys(deps: KeysDeps, caller: Pick<Caller, 'scopes' | 'tenant'>) {
  requireOverview(caller.scopes);
  const named = deps.categories.map(({ id }) => id);
  const others = keyedBy(deps.collections).filter((id) => !named.includes(id));
  const items = [...named, ...others].map((id) => describeKeys(deps, caller.tenant, id));
  return { as_of: formatInstant(deps.now()), items: await Promise.all(items) };
}
