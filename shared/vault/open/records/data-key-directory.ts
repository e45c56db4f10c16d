import { purgeShard } from '#shared/store/document-ids.ts';
import { type Store, type StoredDocument, WriteConflict } from '#shared/store/store.ts';
import { dataKeyPointers, dataKeys } from '../../collections.ts';
import { type DataKey, importDataKey, isKeyId } from '../../data-key.ts';
import { KeyVersionUnusable, type KeyWrapper, WrappedKeyDamaged } from '../../key-wrapper.ts';
import {
  type Bucket,
  type MakeDataKeyDeps,
  makeDataKey,
  termsOf,
  wrapAad,
} from '../../make-data-key.ts';
import { pointerId } from '../../pointer-ids.ts';

export type DataKeyDirectoryDeps = MakeDataKeyDeps & {
  readonly store: Store;
  readonly wrapper: KeyWrapper;
};

/** A retired key still decrypts, but does not encrypt. */
export type DataKeyState = 'usable' | 'retired';

/** A key, and the state that its document had when it was read. */
export type LoadedKey = { readonly key: DataKey; readonly state: DataKeyState };

/** A function that is called for each key that cannot be unwrapped, with the reason. */
export type PassOver = (keyId: string, error: WrappedKeyDamaged | KeyVersionUnusable) => void;

/**
 * The stored wrapped data keys. There is no cache: each call costs at least one read, and usually
 * also a call of the key service.
 */
export type DataKeyDirectory = {
  /**
   * Returns the key of a bucket, and creates this key if it is missing. Processes that do this at
   * the same time get the same key. A key that was deleted, damaged, retired or made for another
   * use is skipped, and the key of the next pointer is used. `passOver` is called for each skipped
   * key that cannot be unwrapped.
   * @throws KeyServiceUnavailable, KeyDenied, WriteConflict
   */
  obtain(bucket: Bucket, passOver?: PassOver): Promise<DataKey>;
  /**
   * Finds a key by its id. Undefined when the key was destroyed, or when it never belonged to the
   * tenant and category.
   * @throws KeyServiceUnavailable, KeyDenied, WrappedKeyDamaged
   */
  load(tenant: string, category: string, keyId: string): Promise<LoadedKey | undefined>;
  /**
   * Returns the state of a key with one read, and does not unwrap the key. Undefined when the key
   * was deleted.
   */
  stateOf(tenant: string, keyId: string): Promise<DataKeyState | undefined>;
};

/**
 * A process follows at most this many pointers of a bucket. If all of them are unusable, the
 * process makes its own keys without a pointer. So unusable pointers cannot block the process.
 */
const pointersMax = 16;
/**
 * The maximum number of attempts to find or create a key. After a conflict with another process,
 * the next attempt follows the pointers again.
 */
const attemptsMax = 4;

export function createDataKeyDirectory(deps: DataKeyDirectoryDeps): DataKeyDirectory {
  const { store, wrapper } = deps;

  async function read(tenant: string, category: string, id: string) {
    if (!isKeyId(id)) return undefined;
    const document = await store.get({ tenant, collection: dataKeys.id, id });
    return document?.data['category'] === category ? document : undefined;
  }

  async function unwrap(category: string, { ref, data }: StoredDocument): Promise<DataKey> {
    const { tenant, id } = ref;
    const terms = termsOf(data);
    const aad = wrapAad({ tenant, category, id }, terms);
    const bytes = await wrapper.unwrap(category, data['wrapped'] as Uint8Array, aad);
    try {
      return importDataKey(id, terms, bytes);
    } finally {
      bytes.fill(0);
    }
  }

  /**
   * Returns the key to which a pointer leads. Undefined if this key is missing, cannot be
   * unwrapped, or must not encrypt new data.
   */
  async function follow(
    bucket: Bucket,
    pointer: StoredDocument,
    passOver: PassOver | undefined,
  ): Promise<DataKey | undefined> {
    const { tenant, category, end, use = '' } = bucket;
    const keyId = String(pointer.data['key_id']);
    const document = await read(tenant, category, keyId);
    if (document === undefined || isRetired(document)) return undefined;
    try {
      const terms = termsOf(document.data);
      if (terms.format === 1 || terms.bucketEnd !== end || terms.use !== use) return undefined;
      return await unwrap(category, document);
    } catch (error) {
      if (!(error instanceof WrappedKeyDamaged || error instanceof KeyVersionUnusable)) throw error;
      passOver?.(keyId, error);
      return undefined;
    }
  }

  type Found = { readonly key?: DataKey; readonly free?: string };

  /**
   * Finds the first usable key of a bucket. If there is none, the result is the id of the first
   * free pointer. If no pointer is free either, the result is empty.
   */
  async function find(bucket: Bucket, passOver: PassOver | undefined): Promise<Found> {
    const { tenant } = bucket;
    for (let number = 1; number <= pointersMax; number += 1) {
      const id = pointerId(bucket, number);
      const pointer = await store.get({ tenant, collection: dataKeyPointers.id, id });
      if (pointer === undefined) return { free: id };
      const key = await follow(bucket, pointer, passOver);
      if (key !== undefined) return { key };
    }
    return {};
  }

  async function create(bucket: Bucket, pointer: string | undefined): Promise<DataKey> {
    const { key, ref, data } = await makeDataKey(deps, bucket);
    if (pointer === undefined) {
      await store.commit([{ kind: 'create', ref, data }]);
      return key;
    }
    const pointerData = {
      expires_at: data['expires_at'],
      purge_shard: purgeShard(pointer, deps.purgeShards),
      key_id: key.id,
    };
    const pointerRef = { tenant: bucket.tenant, collection: dataKeyPointers.id, id: pointer };
    await store.commit([
      { kind: 'create', ref: pointerRef, data: pointerData },
      { kind: 'create', ref, data: { ...data, pointer } },
    ]);
    return key;
  }

  return {
    async obtain(bucket, passOver) {
      for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
        const { key, free } = await find(bucket, passOver);
        if (key !== undefined) return key;
        try {
          return await create(bucket, free);
        } catch (error) {
          if (!(error instanceof WriteConflict)) throw error;
        }
      }
      throw new WriteConflict('no data key could be created, because other processes were faster');
    },
    async load(tenant, category, keyId) {
      const document = await read(tenant, category, keyId);
      if (document === undefined) return undefined;
      return { key: await unwrap(category, document), state: stateOf(document) };
    },
    async stateOf(tenant, keyId) {
      const document = await store.get({ tenant, collection: dataKeys.id, id: keyId });
      if (document === undefined) return undefined;
      return stateOf(document);
    },
  };
}

function isRetired({ data }: StoredDocument): boolean {
  return data['retired'] === true;
}

const stateOf = (document: StoredDocument): DataKeyState =>
  isRetired(document) ? 'retired' : 'usable';
