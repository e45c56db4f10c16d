import { microsPerDay } from '#shared/base/time/instant.ts';
import type { Query } from '#shared/store/store.ts';
import type { Plant } from '../world/plant.ts';
import {
  dueIn,
  later,
  ofProcess,
  withData,
  withoutReads,
  withoutResults,
  withoutWrites,
} from './change-store.ts';

const isOfShard = ({ where }: Query, shard: number) =>
  where.some(({ field, op, value }) => field === 'purge_shard' && op === '==' && value === shard);

/** Defects of expiry, deletion, erasure and restores. */
export const deletionPlants: readonly Plant[] = [
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
  { name: 'fences are not read', store: withoutReads('tenant_fences') },
  { name: 'the ledger is not written', store: withoutWrites('ledger_entries') },
  {
    name: 'a restore does not repeat the changes that the ledger lists',
    store: ofProcess('restore', withoutReads('ledger_entries')),
  },
  {
    name: 'an erasure does not know a collection',
    collections: (all, process) =>
      process === 'subjects' ? all.filter(({ id }) => id !== 'messenger_sessions') : all,
  },
  {
    name: 'an erasure of a person does not find conversations that callers linked to the person',
    store: ofProcess('subjects', withoutReads('conversation_links')),
  },
  {
    name: 'an erasure does not reach conversations',
    store: ofProcess('subjects', withoutResults('conversation_id')),
  },
  {
    name: 'an erasure does not note how many records it deletes',
    store: withData('erasures', (data) => ('counts' in data ? { ...data, counts: [] } : data)),
  },
  {
    name: 'a sweep issues no receipt for the erasures that it has completed',
    store: ofProcess('erase', withoutResults('awaits_receipt')),
  },
  {
    name: 'an erasure that has a receipt gets another one',
    store: ofProcess('erase', withoutResults('about')),
  },
  {
    name: 'a day gets no receipt, although the records that expired on it were counted',
    store: ofProcess('seal', (inner) => ({
      ...inner,
      query: async (query) => (query.collection === 'expiry_days' ? [] : inner.query(query)),
    })),
  },
  {
    name: 'nobody counts the records that are due on a day',
    store: ofProcess('seal', withoutWrites('expiry_days')),
  },
  {
    name: 'the receipt of a day leaves a category out',
    store: ofProcess('seal', (inner) => ({
      ...inner,
      count: async (query) => (query.collection === 'chat_messages' ? 0 : inner.count(query)),
    })),
  },
];
