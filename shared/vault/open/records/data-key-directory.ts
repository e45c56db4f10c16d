import { microsPerSecond } from '#shared/base/time/instant.ts';
import { purgeShard } from '#shared/store/document-ids.ts';
import type { Store, StoredDocument } from '#shared/store/store.ts';
import { WriteConflict } from '#shared/store/store.ts';
import { dataKeyPointers, dataKeys } from '../../collections.ts';
import { type DataKey, type DataKeyAlgorithm, importDataKey } from '../../data-key.ts';
import type { KeyWrapper } from '../../key-wrapper.ts';
import { type Bucket, type MakeDataKeyDeps, makeDataKey, wrapAad } from '../../make-data-key.ts';

export type DataKeyDirectoryDeps = MakeDataKeyDeps & {
  readonly store: Store;
  readonly wrapper: KeyWrapper;
};

/**
 * Where wrapped data keys are kept. There is no cache: each call is a read, and mostly a call of
 * the key service too.
 */
export type DataKeyDirectory = {
  /** The key of a bucket, made when there is none. Simultaneous makers get the same key. */
  obtain(bucket: Bucket): Promise<DataKey>;
  /**
   * The key with that id, or undefined when it was destroyed or never belonged to the tenant and
   * category.
   */
  load(tenant: string, category: string, keyId: string): Promise<DataKey | undefined>;
  /**
   * Whether the key still exists, without unwrapping it: one read. A retired one opens, and seals
   * nothing new.
   */
  exists(tenant: string, keyId: string): Promise<'in use' | 'retired' | undefined>;
};

export function createDataKeyDirectory(deps: DataKeyDirectoryDeps): DataKeyDirectory {
  const { store, wrapper } = deps;
  const keyRef = (tenant: string, id: string) => ({ tenant, collection: dataKeys.id, id });
  const pointerId = ({ category, end, use }: Bucket) =>
    [category, ...(use === undefined ? [] : [use]), end / microsPerSecond].join('.');
  const pointerRef = (bucket: Bucket) => ({
    tenant: bucket.tenant,
    collection: dataKeyPointers.id,
    id: pointerId(bucket),
  });

  async function unwrap(tenant: string, category: string, document: StoredDocument) {
    const id = document.ref.id;
    const wrapped = document.data['wrapped'] as Uint8Array;
    const bytes = await wrapper.unwrap(category, wrapped, wrapAad(tenant, category, id));
    return importDataKey(id, document.data['algorithm'] as DataKeyAlgorithm, bytes);
  }

  async function load(tenant: string, category: string, keyId: string) {
    const document = await store.get(keyRef(tenant, keyId));
    if (document?.data['category'] !== category) return undefined;
    return unwrap(tenant, category, document);
  }

  async function create(bucket: Bucket): Promise<DataKey> {
    const { key, ref, data } = await makeDataKey(deps, bucket);
    const pointer = pointerRef(bucket);
    const pointerData = {
      expires_at: data['expires_at'],
      purge_shard: purgeShard(pointer.id, deps.purgeShards),
      key_id: key.id,
    };
    await store.commit([
      { kind: 'create', ref: pointer, data: pointerData },
      { kind: 'create', ref, data: { ...data, pointer: pointer.id } },
    ]);
    return key;
  }

  async function find(bucket: Bucket): Promise<DataKey | undefined> {
    const pointer = await store.get(pointerRef(bucket));
    if (pointer === undefined) return undefined;
    return load(bucket.tenant, bucket.category, pointer.data['key_id'] as string);
  }

  return {
    async obtain(bucket) {
      const found = await find(bucket);
      if (found !== undefined) return found;
      try {
        return await create(bucket);
      } catch (error) {
        if (!(error instanceof WriteConflict)) throw error;
      }
      const winner = await find(bucket);
      if (winner === undefined) throw new WriteConflict('data key vanished while it was made');
      return winner;
    },
    load,
    async exists(tenant, keyId) {
      const document = await store.get(keyRef(tenant, keyId));
      return document && (document.data['retired'] === true ? 'retired' : 'in use');
    },
  };
}
