import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { microsPerDay, microsPerSecond } from '#shared/base/time/instant.ts';
import { indexCollections } from '#shared/store/check-declared.ts';
import { createMemoryStore } from '#shared/store/memory-store.ts';
import { allTenants, type Store, type StoredDocument, type Version } from '#shared/store/store.ts';
import { dataKeyPointers, dataKeys } from '../../collections.ts';
import { KeyVersionUnusable, WrappedKeyDamaged } from '../../key-wrapper.ts';
import { keyGraceMicros, wrapAad } from '../../make-data-key.ts';
import { createFakeKeyWrapper } from '../../testing/create-fake-key-wrapper.ts';
import { createDataKeyDirectory } from './data-key-directory.ts';

const bucket = { tenant: 'acme', category: 'customers', end: 20_500 * microsPerDay };

async function onlyKey(all: (collection: string) => Promise<StoredDocument[]>) {
  const [stored, ...more] = await all(dataKeys.id);
  if (stored === undefined || more.length > 0) throw new Error('the number of keys is not one');
  return stored;
}

function createFixture(wrapper = createFakeKeyWrapper()) {
  const store = createMemoryStore(indexCollections([dataKeys, dataKeyPointers]));
  const directoryOn = (
    on: Store,
    algorithm: 'aes-128-gcm' | 'aes-256-gcm' = 'aes-256-gcm',
    draw: (count: number) => Uint8Array = randomBytes,
  ) =>
    createDataKeyDirectory({
      store: on,
      wrapper,
      now: () => 20_400 * microsPerDay,
      randomBytes: draw,
      purgeShards: 4,
      algorithm,
    });
  const all = (collection: string) =>
    store.query({ collection, tenant: allTenants, where: [], orderBy: [], limit: 100 });
  return { store, wrapper, directoryOn, directory: directoryOn(store), all };
}

test('all callers get the same key for a bucket, and another key for every other bucket, category, tenant and use', async () => {
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
  expect(await directoryOn(store).load('acme', 'customers', key.id)).toEqual({
    key,
    state: 'usable',
  });
});

test('if two processes create the key of a bucket at the same time, both get the same key, and only this key is stored', async () => {
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

test('the key is stored only wrapped, and expires together with its pointer one hour after the end of the bucket', async () => {
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

test('a destroyed key cannot be read, and its bucket gets a key with another id', async () => {
  const { directory, store, all } = createFixture();
  const key = await directory.obtain(bucket);
  const gone = [...(await all(dataKeys.id)), ...(await all(dataKeyPointers.id))];
  await store.commit(gone.map(({ ref }) => ({ kind: 'delete', ref })));
  expect(await directory.load('acme', 'customers', key.id)).toBeUndefined();
  expect(await directory.stateOf('acme', key.id)).toBeUndefined();
  const next = await directory.obtain(bucket);
  expect(next.id).not.toBe(key.id);
  expect(await directory.load('acme', 'customers', key.id)).toBeUndefined();
});

test('a key is found only for its own tenant and category', async () => {
  const { directory } = createFixture();
  const { id } = await directory.obtain(bucket);
  expect(await directory.stateOf('acme', id)).toBe('usable');
  expect(await directory.stateOf('other', id)).toBeUndefined();
  expect(await directory.load('other', 'customers', id)).toBeUndefined();
  expect(await directory.load('acme', 'variables', id)).toBeUndefined();
});

test('a wrapped key that was moved to another tenant or id cannot be unwrapped', async () => {
  const { directory, store, all } = createFixture();
  await directory.obtain(bucket);
  const stored = await onlyKey(all);
  const moved = [
    { ...stored.ref, tenant: 'other' },
    { ...stored.ref, id: 'f'.repeat(32) },
  ];
  await store.commit(moved.map((ref) => ({ kind: 'create', ref, data: stored.data })));
  for (const { tenant, id } of moved)
    await expect(directory.load(tenant, 'customers', id)).rejects.toThrow(WrappedKeyDamaged);
});

describe('in a stored key document', () => {
  test.each([
    ['its algorithm', { algorithm: 'aes-128-gcm' }],
    ['its algorithm to an unknown algorithm', { algorithm: 'rot13' }],
    ['its algorithm to a name that every object inherits', { algorithm: 'constructor' }],
    ['its bucket’s end', { bucket_end: bucket.end + microsPerDay }],
    ['its bucket’s end to a value that is no number', { bucket_end: Number.NaN }],
    ['its use', { use: 'stock' }],
    ['its use to a text with a separator', { use: 'a|b' }],
    ['its format', { format: 1 }],
    ['its format to a later format', { format: 3 }],
    ['its wrapping', { wrapped: randomBytes(60) }],
    ['its wrapping to a missing value', { wrapped: undefined }],
  ])('after a change of %s the key cannot be unwrapped', async (_what, change) => {
    const { directory, wrapper, all } = createFixture();
    const { id } = await directory.obtain(bucket);
    const { ref, data } = await onlyKey(all);
    // The store in memory refuses such documents, but an attacker can write them into the database
    // directly.
    const hostile: Store = {
      ...createMemoryStore(indexCollections([dataKeys])),
      get: async () => ({ ref, data: { ...data, ...change }, version: '1' as Version }),
    };
    const { directoryOn } = createFixture(wrapper);
    await expect(directoryOn(hostile).load('acme', 'customers', id)).rejects.toThrow(
      WrappedKeyDamaged,
    );
  });

  test('after a change of its category the key is not found for the old category, and cannot be unwrapped for the new category', async () => {
    const { directory, store, all } = createFixture();
    const { id } = await directory.obtain(bucket);
    const { ref } = await onlyKey(all);
    await store.commit([{ kind: 'update', ref, data: { category: 'variables' } }]);
    expect(await directory.load('acme', 'customers', id)).toBeUndefined();
    await expect(directory.load('acme', 'variables', id)).rejects.toThrow(WrappedKeyDamaged);
  });
});

test('a key whose length does not fit its algorithm is refused', async () => {
  const { directory, wrapper, store } = createFixture();
  const id = 'a'.repeat(32);
  const terms = { format: 2, algorithm: 'aes-256-gcm', use: '', bucketEnd: bucket.end } as const;
  const aad = wrapAad({ ...bucket, id }, terms);
  const data = {
    expires_at: bucket.end,
    purge_shard: 0,
    category: bucket.category,
    format: 2,
    algorithm: terms.algorithm,
    bucket_end: bucket.end,
    wrapped: await wrapper.wrap('customers', randomBytes(16), aad),
    created_at: 0,
  };
  await store.commit([
    { kind: 'create', ref: { tenant: 'acme', collection: dataKeys.id, id }, data },
  ]);
  await expect(directory.load('acme', 'customers', id)).rejects.toThrow(WrappedKeyDamaged);
});

test('a key of the old format can still be loaded, but new records of its bucket get another key', async () => {
  const { directory, wrapper, store } = createFixture();
  const id = 'a'.repeat(32);
  const bytes = randomBytes(32);
  const pointer = `customers.${bucket.end / microsPerSecond}`;
  const shared = { expires_at: bucket.end + keyGraceMicros, purge_shard: 0 };
  const aad = Buffer.from(`dek|acme|customers|${id}`, 'utf8');
  const data = {
    ...shared,
    category: bucket.category,
    pointer,
    algorithm: 'aes-256-gcm',
    wrapped: await wrapper.wrap('customers', Buffer.from(bytes), aad),
    created_at: 0,
  };
  await store.commit([
    {
      kind: 'create',
      ref: { tenant: 'acme', collection: dataKeyPointers.id, id: pointer },
      data: { ...shared, key_id: id },
    },
    { kind: 'create', ref: { tenant: 'acme', collection: dataKeys.id, id }, data },
  ]);
  const former = (await directory.load('acme', 'customers', id))?.key;
  expect(former).toMatchObject({ format: 1, bucketEnd: bucket.end });
  expect(former?.secret.export().equals(bytes)).toBe(true);
  const next = await directory.obtain(bucket);
  expect(next).toMatchObject({ format: 2 });
  expect(await directory.obtain(bucket)).toEqual(next);
});

describe('no writer is blocked by a pointer', () => {
  const pointerRef = (number: number) => ({
    tenant: 'acme',
    collection: dataKeyPointers.id,
    id: `customers.${bucket.end / microsPerSecond}${number === 1 ? '' : `.${number}`}`,
  });
  const pointer = (number: number, keyId: string) =>
    ({
      kind: 'create',
      ref: pointerRef(number),
      data: { expires_at: bucket.end, purge_shard: 0, key_id: keyId },
    }) as const;

  test.each(['f'.repeat(32), 'no id', 'a/b'])('whose key does not exist: %s', async (gone) => {
    const { directory, store, all } = createFixture();
    await store.commit([pointer(1, gone)]);
    const key = await directory.obtain(bucket);
    expect(await directory.obtain(bucket)).toEqual(key);
    const ids = (await all(dataKeyPointers.id)).map(({ ref }) => ref.id);
    expect(ids.toSorted()).toEqual([pointerRef(1).id, pointerRef(2).id]);
    expect((await onlyKey(all)).data['pointer']).toBe(pointerRef(2).id);
  });

  test('whose key is damaged, retired, or wrapped by a version that can no longer be used', async () => {
    const { directory, store, wrapper, all } = createFixture();
    const first = await directory.obtain(bucket);
    const ref = { tenant: 'acme', collection: dataKeys.id, id: first.id };
    const passed: string[] = [];
    const passOver = (id: string, error: Error) => void passed.push(`${id} ${error.name}`);
    await store.commit([{ kind: 'update', ref, data: { wrapped: randomBytes(60) } }]);
    const second = await directory.obtain(bucket, passOver);
    expect(passed).toEqual([`${first.id} WrappedKeyDamaged`]);
    await store.commit([
      { kind: 'update', ref: { ...ref, id: second.id }, data: { retired: true } },
    ]);
    expect(await directory.stateOf('acme', second.id)).toBe('retired');
    expect(await directory.load('acme', 'customers', second.id)).toMatchObject({
      key: { id: second.id },
      state: 'retired',
    });
    const third = await directory.obtain(bucket);
    const old = Object.assign(Object.create(wrapper) as typeof wrapper, {
      unwrap: () => Promise.reject(new KeyVersionUnusable('no')),
    });
    const other = createFixture(old);
    const fourth = await other.directoryOn(store).obtain(bucket, passOver);
    expect(passed.at(-1)).toBe(`${third.id} KeyVersionUnusable`);
    expect(new Set([first, second, third, fourth].map(({ id }) => id)).size).toBe(4);
    expect(await all(dataKeys.id)).toHaveLength(4);
  });

  test('with the id of a key of another bucket or use', async () => {
    const { directory, store } = createFixture();
    const later = await directory.obtain({ ...bucket, end: bucket.end + microsPerDay });
    const stock = await directory.obtain({ ...bucket, use: 'stock' });
    await store.commit([pointer(1, later.id), pointer(2, stock.id)]);
    const key = await directory.obtain(bucket);
    expect([later.id, stock.id]).not.toContain(key.id);
    expect(key).toMatchObject({ bucketEnd: bucket.end, use: '' });
  });

  test('even if all sixteen pointers are unusable, because then each call makes a key without a pointer', async () => {
    const { directory, store, all } = createFixture();
    await store.commit(Array.from({ length: 40 }, (_, at) => pointer(at + 1, 'gone')));
    const [left, right] = [await directory.obtain(bucket), await directory.obtain(bucket)];
    expect(left.id).not.toBe(right.id);
    expect(await directory.load('acme', 'customers', left.id)).toEqual({
      key: left,
      state: 'usable',
    });
    for (const { data } of await all(dataKeys.id)) expect(data['pointer']).toBeUndefined();
  });
});

test('the bytes of a new key and of an unwrapped key are overwritten directly after the key is imported', async () => {
  const { store, wrapper } = createFixture();
  const seen: Uint8Array[] = [];
  const watched = (count: number) => {
    const bytes = randomBytes(count);
    if (count === 32) seen.push(bytes);
    return bytes;
  };
  const watching = createFixture(
    Object.assign(Object.create(wrapper) as typeof wrapper, {
      async unwrap(...input: Parameters<typeof wrapper.unwrap>) {
        const bytes = await wrapper.unwrap(...input);
        seen.push(bytes);
        return bytes;
      },
    }),
  ).directoryOn(store, 'aes-256-gcm', watched);
  const { id } = await watching.obtain(bucket);
  const key = (await watching.load('acme', 'customers', id))?.key;
  expect(key?.secret.export().every((byte) => byte === 0)).toBe(false);
  expect(seen).toHaveLength(2);
  for (const bytes of seen) expect(Buffer.alloc(32).equals(bytes)).toBe(true);
});
