import { randomBytes } from 'node:crypto';
import { members } from '#shared/access/members/collections.ts';
import { microsPerDay } from '#shared/base/time/instant.ts';
import { customers } from '#shared/categories/customers.ts';
import { legacyKek, legacyKeys } from '#shared/sweeps/legacy/collections.ts';
import { legacyAad } from '#shared/sweeps/legacy/legacy-keys.ts';
import { dataKeys } from '#shared/vault/collections.ts';
import { wrappedFields } from '#shared/vault/key-wrapper.ts';
import { keyGraceMicros, wrapAad } from '#shared/vault/make-data-key.ts';
import type { createTaskFixture } from '#shared/wiring/testing/create-task-fixture.ts';
import { functions } from '../../manifest.ts';

type TaskFixture = Awaited<ReturnType<typeof createTaskFixture>>;

/** KMS keys that wrap no data keys, or that mainly wrap other secrets. */
const others = new Set(['lookup_secrets', 'sessions']);

/**
 * Stores three kinds of keys. First, for each KMS key that is not in `others`: a data key that does
 * not say which version has wrapped it. Second, retired data keys that no data uses. Third, a key
 * of an older system that an operator has ended, so that imports cannot use it.
 */
export async function storeWornKeys({ clock, store, wrapper }: TaskFixture): Promise<void> {
  const { decrypts = [] } = functions.find(({ name }) => name === 'rekey') ?? {};
  const longAgo = clock.now - microsPerDay;
  const retired = { retired: true, retired_for: 'full', retired_at: longAgo, emptied_in: -1 };
  const worn = decrypts
    .filter((kek) => !others.has(kek))
    .map((kek) => ({ kek, id: `of-${kek}`, own: {} }));
  for (const { kek, id, own } of [
    ...worn,
    { kek: customers.id, id: 'empty', own: retired },
    { kek: members.id, id: 'left', own: retired },
  ]) {
    const bucketEnd = clock.now + 400 * microsPerDay;
    const terms = { format: 2, algorithm: 'aes-256-gcm', use: '', bucketEnd } as const;
    const aad = wrapAad({ tenant: 'acme', category: kek, id }, terms);
    const wrapped = await wrapper.wrap(kek, randomBytes(32), aad);
    const data = {
      expires_at: bucketEnd + keyGraceMicros,
      purge_shard: 0,
      category: kek,
      format: terms.format,
      algorithm: terms.algorithm,
      bucket_end: bucketEnd,
      wrapped: Uint8Array.from(wrapped),
      created_at: clock.now,
      ...own,
    };
    await store.commit([
      { kind: 'create', ref: { tenant: 'acme', collection: dataKeys.id, id }, data },
    ]);
  }
  const ref = { tenant: 'acme', collection: legacyKeys.id, id: 'ended' };
  const wrapped = await wrapper.wrap(legacyKek, randomBytes(16), legacyAad(ref.tenant, ref.id));
  const data = { ...wrappedFields(wrapped), created_at: longAgo, ended_at: longAgo };
  await store.commit([{ kind: 'create', ref, data }]);
}
