import { expect, test } from 'vitest';
import { managerLog } from '#shared/categories/manager-log.ts';
import { indexCollections } from '#shared/store/check-declared.ts';
import { createMemoryStore } from '#shared/store/memory-store.ts';
import { dataKeys } from '#shared/vault/collections.ts';
import { collections } from '#shared/wiring/collections.ts';
import { managerLogHours, managerLogSeals } from '../collections.ts';
import { findTenants } from './find-tenants.ts';

test('a tenant is found by a seal, a marker of an hour or a data key of its log; the number of the document’s shard may be above the configured shards', async () => {
  const store = createMemoryStore(indexCollections(collections));
  const create = (tenant: string, collection: string, purge_shard: number, more: object) =>
    store.commit([
      {
        kind: 'create',
        ref: { tenant, collection, id: 'one' },
        data: { expires_at: 1, purge_shard, ...more },
      },
    ]);
  const key = { algorithm: 'aes-256-gcm', wrapped: Buffer.alloc(1), created_at: 1 };
  await create('near', managerLogHours.id, 3, { hour: '2026-01-15T12' });
  await create('sealed', managerLogSeals.id, 77, {
    number: 1,
    hour: '2026-01-15T12',
    jws: 'a.b.c',
  });
  await create('keyed', dataKeys.id, 200, { ...key, category: managerLog.id });
  await create('other', dataKeys.id, 201, { ...key, category: 'customers' });
  expect(await findTenants(store, 4)).toEqual(['keyed', 'near', 'sealed']);
});
