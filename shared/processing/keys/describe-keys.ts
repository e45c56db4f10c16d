import type { Caller } from '#shared/access/caller.ts';
import { requireOverview } from '#shared/access/scope.ts';
import type { Clock } from '#shared/base/time/clock.ts';
import { formatInstant, type Instant } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { chunksOf } from '#shared/store/chunks-of.ts';
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

/** 1 January 2199. A key with this or a later `expires_at` is kept as long as its tenant exists. */
const endless: Instant = Date.UTC(2199, 0, 1) * 1_000;

/**
 * The maximum number of listed keys of each kind, if a caller asks for all kinds. The keys that may
 * be destroyed next come first.
 */
const toldOfEach = 8;
/**
 * The maximum number of listed keys, if a caller asks for one kind. A category with daily buckets
 * has up to 31 keys for each month.
 */
const toldOfOne = 100;
/**
 * For each kind of data: the number of keys that are described at the same time. Each key costs one
 * count for each collection that uses it.
 */
const describedAtOnce = 8;

function endOf({ data }: StoredDocument): string | null {
  const at = data['expires_at'] as Instant;
  return at >= endless ? null : formatInstant(at);
}

/**
 * Describes one key: when it was made, when it may be destroyed, and how many documents are
 * encrypted with it. Expired documents count too.
 */
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

async function describeEach(deps: KeysDeps, protects: string, keys: readonly StoredDocument[]) {
  const described = [];
  for (const some of chunksOf(keys, describedAtOnce))
    described.push(...(await Promise.all(some.map((key) => describeKey(deps, protects, key)))));
  return described;
}

/**
 * Counts the keys of one kind of data, and describes at most `toldMax` of these keys. The keys that
 * may be destroyed next come first.
 */
async function describeKeys(deps: KeysDeps, tenant: string, protects: string, toldMax: number) {
  const { store } = deps;
  const of = { field: 'category', op: '==', value: protects } as const;
  const query = { collection: dataKeys.id, tenant, orderBy: nextFirst };
  const limit = Math.max(1, toldMax);
  const [alive, next, due] = await Promise.all([
    store.count({ ...query, where: [of] }),
    store.query({ ...query, where: [of], select: ['expires_at', 'created_at'], limit }),
    store.count({ ...query, where: [of, { field: 'expires_at', op: '<=', value: deps.now() }] }),
  ]);
  const [first] = next;
  return {
    protects,
    alive,
    due,
    next_destroyed_at: first === undefined ? null : endOf(first),
    keys: await describeEach(deps, protects, next.slice(0, toldMax)),
  };
}

export type KeysInput = {
  /** With `numbers` the answer only counts the keys, and lists none. */
  readonly only?: 'numbers' | undefined;
  /**
   * The one kind of data whose keys are described, such as a category. By default all kinds are
   * described.
   */
  readonly protects?: string | undefined;
};

/** The kinds of data that have their own keys: the categories, and other data such as members. */
export function protectedBy(deps: Pick<KeysDeps, 'categories' | 'collections'>): string[] {
  const named = deps.categories.map(({ id }) => id);
  const others = keyedBy(deps.collections).filter((id) => !named.includes(id));
  return [...named, ...others];
}

/**
 * Counts a tenant's data keys for each kind of data, see {@link protectedBy}. For each kind, it
 * states when the next key may be destroyed. `due` is the number of keys that may be destroyed now.
 * The answer lists at most eight keys of each kind, with their age and the number of their
 * documents. The keys that may be destroyed next come first. With `protects` the answer lists at
 * most a hundred keys, and only of the kind that `protects` names. The function reads only
 * `created_at` and `expires_at` of a key. Each kind costs two counts and one query for the listed
 * keys. Each listed key costs one count for each collection that uses it. With `only: 'numbers'`
 * the answer lists no keys, and each query reads only one key.
 * @throws Problem `scope-missing`
 */
export async function listKeys(
  deps: KeysDeps,
  caller: Pick<Caller, 'scopes' | 'tenant'>,
  { only, protects }: KeysInput = {},
) {
  requireOverview(caller.scopes);
  const wanted = protectedBy(deps).filter((id) => protects === undefined || id === protects);
  const listed = protects === undefined ? toldOfEach : toldOfOne;
  const toldMax = only === 'numbers' ? 0 : listed;
  const items = wanted.map((id) => describeKeys(deps, caller.tenant, id, toldMax));
  return { as_of: formatInstant(deps.now()), items: await Promise.all(items) };
}
