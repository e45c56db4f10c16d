import { microsPerDay, microsPerSecond } from '#shared/base/time/instant.ts';
import { type Query, type Store } from '#shared/store/store.ts';
import type { Plant } from '../world/plant.ts';
import { changeStore, withData, withoutReads, withoutWrites } from './change-store.ts';

const ofProcess =
  (name: string, change: (inner: Store) => Store) => (inner: Store, process: string) =>
    process === name ? change(inner) : inner;

const everywhere = (change: (inner: Store) => Store) => (inner: Store) => change(inner);

/**
 * Moves the due time in the queries of a collection, so that a process finds documents early or
 * late.
 */
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

const isOfShard = ({ where }: Query, shard: number) =>
  where.some(({ field, op, value }) => field === 'purge_shard' && op === '==' && value === shard);

const later = (days: number) => (data: { readonly [field: string]: unknown }) => ({
  ...data,
  expires_at: Number(data['expires_at']) + days * microsPerDay,
});

/**
 * Defects that the simulator must find. Each changes a store, clock, key service or collection list
 * that a process gets.
 */
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
];
