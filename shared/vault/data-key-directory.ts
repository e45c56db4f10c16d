import { purgeShard } from '../store/purge-shard.ts';
import type { DocumentData, DocumentRef, Store, StoredDocument } from '../store/store.ts';
import { WriteConflict } from '../store/store.ts';
import { type Instant, microsPerSecond } from '../time/instant.ts';
import { dataKeyPointers, dataKeys } from './collections.ts';
import { type DataKey, type DataKeyAlgorithm, dataKeyBytes } from './data-key.ts';
import type { KeyWrapper } from './key-wrapper.ts';

/** How long a data key is kept after its bucket's end, so that clocks that differ and writes under way do no harm. */
export const keyGraceMicros = 3_600 * microsPerSecond;

/** The expiry bucket that a data key serves. */
export type Bucket = {
  readonly tenant: string;
  readonly category: string;
  readonly end: Instant;
  /** Names a key of its own beside that of the records, for what must not hold up its destruction. */
  readonly use?: string;
};

export type DataKeyDirectoryDeps = {
  readonly store: Store;
  readonly wrapper: KeyWrapper;
  readonly now: () => Instant;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly purgeShards: number;
  /** What new keys are made for; `aes-256-gcm` unless a tenant's law asks for 128 bits. */
  readonly algorithm: Exclude<DataKeyAlgorithm, 'aes-128-cbc'>;
};

/** What makes a data key; it needs no right to unwrap one. */
export type MakeDataKeyDeps = Omit<DataKeyDirectoryDeps, 'store' | 'wrapper'> & {
  readonly wrapper: Pick<KeyWrapper, 'wrap'>;
};

/** Where data keys are kept, wrapped: no cache, each call is a read and mostly a call of the key service. */
export type DataKeyDirectory = {
  /** The key of a bucket, made when there is none. Simultaneous makers end with the same key. */
  obtain(bucket: Bucket): Promise<DataKey>;
  /** The key with that id, or undefined when it was destroyed or never was the tenant's or the category's. */
  load(tenant: string, category: string, keyId: string): Promise<DataKey | undefined>;
  /** Whether the key still exists, without unwrapping it: one read. */
  exists(tenant: string, keyId: string): Promise<boolean>;
};

/** Binds a wrapped data key to its tenant, category and id. */
function wrapAad(tenant: string, category: string, keyId: string): Uint8Array {
  return Buffer.from(['dek', tenant, category, keyId].join('|'), 'utf8');
}

/** A new data key for a bucket, with the document that keeps it; stored by the caller, and found by its id alone unless a pointer names it. */
export async function makeDataKey(
  deps: MakeDataKeyDeps,
  { tenant, category, end }: Bucket,
): Promise<{ readonly key: DataKey; readonly ref: DocumentRef; readonly data: DocumentData }> {
  const id = Buffer.from(deps.randomBytes(16)).toString('hex');
  const bytes = deps.randomBytes(dataKeyBytes[deps.algorithm]);
  const wrapped = await deps.wrapper.wrap(category, bytes, wrapAad(tenant, category, id));
  return {
    key: { id, algorithm: deps.algorithm, bytes },
    ref: { tenant, collection: dataKeys.id, id },
    data: {
      expires_at: end + keyGraceMicros,
      purge_shard: purgeShard(id, deps.purgeShards),
      category,
      algorithm: deps.algorithm,
      wrapped,
      created_at: deps.now(),
    },
  };
}

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
    return { id, algorithm: document.data['algorithm'] as DataKeyAlgorithm, bytes };
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
    exists: async (tenant, keyId) => (await store.get(keyRef(tenant, keyId))) !== undefined,
  };
}
