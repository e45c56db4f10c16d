import { microsPerDay, microsPerSecond } from '#shared/base/time/instant.ts';
import { createFakeKeyWrapper } from '#shared/vault/testing/create-fake-key-wrapper.ts';
import type { Plant } from '../world/plant.ts';
import {
  dueIn,
  later,
  ofProcess,
  withData,
  withoutResults,
  withoutWrites,
} from './change-store.ts';

/** Defects of keys and clocks. */
export const keyPlants: readonly Plant[] = [
  {
    name: 'a process’s clock is five minutes behind',
    clock: (now, process) => (process === 'chat' ? () => now() - 300 * microsPerSecond : now),
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
    name: 'the work on retired keys is never done',
    store: ofProcess('rekey', withoutResults('retired')),
  },
  {
    name: 'a data key is kept two days too long',
    store: withData('data_keys', (data) => ('expires_at' in data ? later(2)(data) : data)),
  },
  {
    name: 'secrets are wrapped by the first version of a key for ever',
    keys: () => createFakeKeyWrapper(),
  },
];
