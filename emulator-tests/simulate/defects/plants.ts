import { microsPerDay, microsPerSecond } from '#shared/base/time/instant.ts';
import { pathOf, type Query, type Store, type StoredDocument } from '#shared/store/store.ts';
import { createFakeKeyWrapper } from '#shared/vault/testing/create-fake-key-wrapper.ts';
import type { Plant } from '../world/plant.ts';
import { changeStore, withData, withoutReads, withoutWrites } from './change-store.ts';

const ofProcess =
  (name: string, change: (inner: Store) => Store) => (inner: Store, process: string) =>
    process === name ? change(inner) : inner;

const everywhere = (change: (inner: Store) => Store) => (inner: Store) => change(inner);

/** What falls due later or earlier for whoever asks about it. */
function dueIn(collection: string, micros: number) {
  const moved = (query: Query): Query =>
    query.collection !== collection
      ? query
      : {
          ...query,
          where: query.where.map((each) =>
            each.field === 'expires_at' ? { ...each, value: Number(each.value) + micros } : each,
          ),
        };
  return (inner: Store): Store => changeStore(inner, { query: moved });
}

/** Remembers for ever what it has once read of a collection. */
function readingOnce(collection: string) {
  return (inner: Store): Store => {
    const known = new Map<string, StoredDocument | undefined>();
    return {
      ...inner,
      async get(ref) {
        if (ref.collection !== collection) return inner.get(ref);
        const path = pathOf(ref);
        if (!known.has(path)) known.set(path, await inner.get(ref));
        return known.get(path);
      },
    };
  };
}

const isOfShard = ({ where }: Query, shard: number) =>
  where.some(({ field, op, value }) => field === 'purge_shard' && op === '==' && value === shard);

const later = (days: number) => (data: { readonly [field: string]: unknown }) => ({
  ...data,
  expires_at: Number(data['expires_at']) + days * microsPerDay,
});

/** Defects that the simulator must find, each planted through what processes are given. */
export const plants: readonly Plant[] = [
  {
    name: 'the purge skips a shard',
    store: ofProcess('purge', (inner) => ({
      ...inner,
      query: async (query) => (isOfShard(query, 2) ? [] : inner.query(query)),
    })),
  },
  {
    name: 'the purge does not know a collection',
    collections: (all, process) =>
      process === 'purge' ? all.filter(({ id }) => id !== 'unique_marks') : all,
  },
  {
    name: 'the purge deletes a day early',
    store: ofProcess('purge', dueIn('nlu_messages', microsPerDay)),
  },
  {
    name: 'a record expires a day late',
    store: ofProcess('nlu', withData('nlu_messages', later(1))),
  },
  {
    name: 'a process’s clock is five minutes behind',
    clock: (now, process) => (process === 'chat' ? () => now() - 300 * microsPerSecond : now),
  },
  {
    name: 'settings are remembered for ever',
    store: everywhere(readingOnce('tenant_profiles')),
  },
  {
    name: 'fences are not read',
    store: everywhere(withoutReads('tenant_fences')),
  },
  {
    name: 'the ledger is not written',
    store: everywhere(withoutWrites('ledger_entries')),
  },
  {
    name: 'a restore does not repeat the ledger',
    store: ofProcess('restore', withoutReads('ledger_entries')),
  },
  {
    name: 'a data key is destroyed early',
    store: ofProcess('purge', (inner) => {
      const early = dueIn('data_keys', 3 * microsPerDay)(inner);
      return {
        ...early,
        query: async (query) =>
          query.where.some(({ field }) => field === 'dek') ? [] : early.query(query),
      };
    }),
  },
  {
    name: 'data keys are not destroyed',
    store: ofProcess(
      'purge',
      withoutWrites('data_keys', ({ kind }) => kind === 'delete'),
    ),
  },
  {
    name: 'a data key is kept a bucket too long',
    store: everywhere(
      withData('data_keys', (data) => ('expires_at' in data ? later(2)(data) : data)),
    ),
  },
  {
    name: 'a code stays in stock after it is given out',
    store: ofProcess(
      'coupons',
      withoutWrites('coupon_stock', (write) => write.kind === 'replace'),
    ),
  },
  {
    name: 'turns at a pool are not marked',
    store: ofProcess('coupons', withoutWrites('unique_marks')),
  },
  {
    name: 'people take part in a raffle as often as they like',
    store: ofProcess('raffles', withoutWrites('unique_marks')),
  },
  {
    name: 'coins are counted again when a request is repeated',
    store: ofProcess('loyalty', withoutReads('idempotency_marks')),
  },
  {
    name: 'repeated requests are not recognised',
    store: ofProcess('consents', withoutWrites('idempotency_marks')),
  },
  {
    name: 'spent coins are not taken from their earning',
    store: ofProcess('loyalty', (inner) =>
      changeStore(inner, {
        write: (each) =>
          each.ref.collection === 'loyalty_transactions' &&
          (each.kind === 'update' || each.kind === 'replace')
            ? undefined
            : each,
      }),
    ),
  },
  {
    name: 'a receipt counts nothing',
    store: ofProcess(
      'subjects',
      withData('erasures', (data) => ('counts' in data ? { ...data, counts: [] } : data)),
    ),
  },
  {
    name: 'the receipt of a day leaves a category out',
    store: ofProcess('seal', (inner) => ({
      ...inner,
      count: async (query) => (query.collection === 'chat_messages' ? 0 : inner.count(query)),
    })),
  },
  {
    name: 'an erasure does not know a collection',
    collections: (all, process) =>
      process === 'subjects' ? all.filter(({ id }) => id !== 'messenger_sessions') : all,
  },
  {
    name: 'an erasure does not follow conversations',
    store: ofProcess('subjects', withoutReads('conversation_links')),
  },
  {
    name: 'the sweep forgets what was fenced',
    store: ofProcess('erase', withoutReads('tenant_fences')),
  },
  {
    name: 'the manager log is not written',
    store: everywhere(withoutWrites('manager_log')),
  },
  {
    name: 'messages are not counted in their conversation',
    store: ofProcess(
      'chat',
      withoutWrites('conversation_heads', (write) => write.kind !== 'create'),
    ),
  },
  {
    name: 'a withdrawal reaches one consent alone',
    store: ofProcess('consents', (inner) => ({
      ...inner,
      query: async (query) => (query.where.some(({ op }) => op === 'in') ? [] : inner.query(query)),
    })),
  },
  {
    name: 'secrets are wrapped by the first version of a key for ever',
    keys: () => createFakeKeyWrapper(),
  },
];
