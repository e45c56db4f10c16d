import { expect, test } from 'vitest';
import { createTestFixture } from '#shared/records/testing/create-test-context.ts';
import { StoreUnavailable } from '#shared/store/store.ts';
import { reportRef } from '../reports/note-run.ts';
import { nextTurn } from './next-turn.ts';
import type { Turn } from './turn.ts';

test.each<[Turn, number, boolean, Turn]>([
  ['all', 4, true, 0],
  [0, 4, true, 1],
  [1, 4, true, 2],
  [2, 4, true, 0],
  [1, 5, true, 'all'],
  ['all', 5, true, 'all'],
  [1, 4, false, 'all'],
])(
  'with 4 configured shards, after a run with turn %s that reported %i shards in use (complete: %s), the next run has turn %s',
  async (turn, shards, last_complete, next) => {
    const { store, clock } = createTestFixture();
    const life = { expires_at: clock.now + 1e6, purge_shard: 0 };
    const searched = turn === 'all' ? {} : { turn };
    const data = { last_run_at: clock.now, last_complete, shards, ...searched, ...life };
    await store.commit([{ kind: 'create', ref: reportRef('purge'), data }]);
    expect(await nextTurn(store, 4)).toBe(next);
  },
);

test('before the first report, and if the report cannot be read, a run searches all collections for shards above the configured number', async () => {
  const { store } = createTestFixture();
  expect(await nextTurn(store, 4)).toBe('all');
  const get = async () => {
    throw new StoreUnavailable('unavailable');
  };
  expect(await nextTurn({ ...store, get }, 4)).toBe('all');
});
