import { expect, test } from 'vitest';
import { raffleWinners } from '#shared/domains/raffles/collections.ts';
import { createTestFixture } from '#shared/records/testing/create-test-context.ts';
import type { Write } from '#shared/store/store.ts';
import { winnersOf } from './winners-of.ts';

const inBackup = 310;

test('all winners’ copies of the given participations are found, even on later pages, and no copies of other participations', async () => {
  const { store, clock } = createTestFixture();
  const expiry = { expires_at: clock.now, purge_shard: 0 };
  const copy = (id: number, participation_id: string): Write => ({
    kind: 'create',
    ref: { tenant: 'acme', collection: raffleWinners.id, id: `winner-${id}` },
    data: { ...expiry, participation_id },
  });
  const copies = Array.from({ length: inBackup }, (_, id) => copy(id, 'anna'));
  await store.commit([...copies, copy(inBackup, 'bert'), copy(inBackup + 1, 'carl')]);
  const refOf = (id: string) => ({
    ref: { tenant: 'acme', collection: 'raffle_participations', id },
  });
  const found = await winnersOf({ store, tenant: 'acme' }, ['anna', 'carl'].map(refOf));
  const owners = found.map(({ data }) => data['participation_id']);
  expect(new Set(found.map(({ ref }) => ref.id)).size).toBe(inBackup + 1);
  expect(owners.filter((owner) => owner === 'anna')).toHaveLength(inBackup);
  expect(owners.filter((owner) => owner === 'carl')).toHaveLength(1);
  expect(await winnersOf({ store, tenant: 'other' }, [refOf('anna')])).toEqual([]);
});
