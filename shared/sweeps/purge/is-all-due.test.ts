import { expect, test } from 'vitest';
import { microsPerSecond } from '#shared/base/time/instant.ts';
import { createTestFixture } from '#shared/records/testing/create-test-context.ts';
import { StoreUnavailable } from '#shared/store/store.ts';
import { reportRef } from '../reports/note-run.ts';
import { isAllDue } from './is-all-due.ts';

const minute = 60 * microsPerSecond;

test.each([
  ['the last one was 24 minutes ago', 24, 4, false],
  ['the last one was 25 minutes ago', 25, 4, true],
  ['the last one is in the future by this clock', -1, 4, true],
  ['the last run found documents in higher shards', 1, 5, true],
])(
  'if %s (%i minutes, %i shards), all shards are due: %s',
  async (_case, minutesAgo, shards, isDue) => {
    const { store, clock } = createTestFixture();
    const data = {
      last_run_at: clock.now,
      shards,
      all_shards_at: clock.now - minutesAgo * minute,
      expires_at: clock.now + minute,
      purge_shard: 0,
    };
    await store.commit([{ kind: 'create', ref: reportRef('purge'), data }]);
    expect(await isAllDue(store, clock.now, 4)).toBe(isDue);
  },
);

test('before the first report, and if the report cannot be read, a search of all shards is due', async () => {
  const { store, clock } = createTestFixture();
  expect(await isAllDue(store, clock.now, 4)).toBe(true);
  const get = async () => {
    throw new StoreUnavailable('unavailable');
  };
  expect(await isAllDue({ ...store, get }, clock.now, 4)).toBe(true);
});
