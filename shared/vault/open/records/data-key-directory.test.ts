import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { microsPerDay, microsPerSecond } from '#shared/base/time/instant.ts';
import { indexCollections } from '#shared/store/check-declared.ts';
import { createMemoryStore } from '#shared/store/memory-store.ts';
import { allTenants, type Store } from '#shared/store/store.ts';
import { dataKeyPointers, dataKeys } from '../../collections.ts';
import { KeyDenied } from '../../key-wrapper.ts';
import { keyGraceMicros } from '../../make-data-key.ts';
import { createFakeKeyWrapper } from '../../testing/create-fake-key-wrapper.ts';
import { createDataKeyDirectory } from './data-key-directory.ts';

const bucket = { tenant: 'acme', category: 'customers', end: 20_500 * microsPerDay };

function createFixture() {
  const store = createMemoryStore(indexCollections([dataKeys, dataKeyPointers]));
  const wrapper = createFakeKeyWrapper();
  const directoryOn = (on: Store, algorithm: 'aes-128-gcm' | 'aes-256-gcm' = 'aes-256-gcm') =>
    createDataKeyDirectory({
      store: on,
      wrapper,
      now: () => 20_400 * microsPerDay,
      randomBytes,
      purgeShards: 4,
      algorithm,
    });
  const all = (collection: string) =>
    store.query({ collection, tenant: allTenants, where: [], orderBy: [], limit: 100 });
  return { store, wrapper, directoryOn, directory: directoryOn(store), all };
}

test('all who ask for a bucket get its one key, and every other bucket, category, tenant and use another', async () => {
  const { directory } = createFixture();
  const first = await directory.obtain(bucket);
  expect(await directory.obtain(bucket)).toEqual(first);
  expect(first.secret.symmetricKeySize).toBe(32);
  const others = await Promise.all([
    directory.obtain({ ...bucket, end: bucket.end + microsPerDay }),
    directory.obtain({ ...bucket, category: 'variables' }),
    directory.obtain({ ...bucket, tenant: 'other' }),
    directory.obtain({ ...bucket, use: 'stock' }),
  ]);
  const keys = [first, ...others].map(({ secret }) => secret.export().toString('hex'));
  expect(new Set(keys).size).toBe(5);
});

test('a directory for 128 bits makes keys of 128 bits', async () => {
  const { directoryOn, store } = createFixture();
  const key = await directoryOn(store, 'aes-128-gcm').obtain(bucket);
  expect(key).toMatchObject({ algorithm: 'aes-128-gcm' });
  expect(key.secret.symmetricKeySize).toBe(16);
  expect(await directoryOn(store).load('acme', 'customers', key.id)).toEqual(key);
});

test('two who make the key of a bucket at once end with the same one, and one is stored', async () => {
  const { store, directoryOn, all } = createFixture();
  const { promise: bothHaveLooked, resolve } = Promise.withResolvers<void>();
  let looks = 0;
  const racing: Store = {
    ...store,
    async get(ref) {
      const found = await store.get(ref);
      looks += 1;
      if (looks === 2) resolve();
      if (looks <= 2) await bothHaveLooked;
      return found;
    },
  };
  const [left, right] = await Promise.all([
    directoryOn(racing).obtain(bucket),
    directoryOn(racing).obtain(bucket),
  ]);
  expect(left).toEqual(right);
  expect(await all(dataKeys.id)).toHaveLength(1);
  expect(await all(dataKeyPointers.id)).toHaveLength(1);
});

test('the key lies wrapped only, and expires with its pointer an hour after the bucket', async () => {
  const { directory, all } = createFixture();
  const key = await directory.obtain(bucket);
  const [stored] = await all(dataKeys.id);
  const [pointer] = await all(dataKeyPointers.id);
  expect(Buffer.from(stored?.data['wrapped'] as Uint8Array).includes(key.secret.export())).toBe(
    false,
  );
  expect(JSON.stringify(stored)).not.toContain(key.secret.export().toString('hex'));
  expect(keyGraceMicros).toBe(3_600 * microsPerSecond);
  for (const document of [stored, pointer])
    expect(document?.data['expires_at']).toBe(bucket.end + 3_600 * microsPerSecond);
});

test('a destroyed key is gone, and its bucket gets a key of another id', async () => {
  const { directory, store, all } = createFixture();
  const key = await directory.obtain(bucket);
  const gone = [...(await all(dataKeys.id)), ...(await all(dataKeyPointers.id))];
  await store.commit(gone.map(({ ref }) => ({ kind: 'delete', ref })));
  expect(await directory.load('acme', 'customers', key.id)).toBeUndefined();
  expect(await directory.exists('acme', key.id)).toBeUndefined();
  const next = await directory.obtain(bucket);
  expect(next.id).not.toBe(key.id);
  expect(await directory.load('acme', 'customers', key.id)).toBeUndefined();
});

test('a key is found by no other tenant and for no other category', async () => {
  const { directory } = createFixture();
  const { id } = await directory.obtain(bucket);
  expect(await directory.exists('acme', id)).toBe('in use');
  expect(await directory.exists('other', id)).toBeUndefined();
  expect(await directory.load('other', 'customers', id)).toBeUndefined();
  expect(await directory.load('acme', 'variables', id)).toBeUndefined();
});

test('a wrapped key that was moved to another tenant or id does not unwrap', async () => {
  const { directory, store, all } = createFixture();
  await directory.obtain(bucket);
  const [stored] = await all(dataKeys.id);
  if (stored === undefined) throw new Error('no key');
  const moved = [
    { ...stored.ref, tenant: 'other' },
    { ...stored.ref, id: 'f'.repeat(32) },
  ];
  await store.commit(moved.map((ref) => ({ kind: 'create', ref, data: stored.data })));
  for (const { tenant, id } of moved)
    await expect(directory.load(tenant, 'customers', id)).rejects.toBeInstanceOf(KeyDenied);
});
