import { type Instant, microsPerSecond } from '#shared/base/time/instant.ts';
import { purgeShard } from '#shared/store/document-ids.ts';
import type { DocumentData, DocumentRef } from '#shared/store/store.ts';
import { dataKeys } from './collections.ts';
import { type DataKey, type DataKeyAlgorithm, dataKeyBytes, importDataKey } from './data-key.ts';
import { type KeyWrapper, wrappedFields } from './key-wrapper.ts';

/** How long a data key is kept after its bucket's end, so that clocks that differ and writes under way do no harm. */
export const keyGraceMicros = 3_600 * microsPerSecond;

/** The expiry bucket that a data key serves. */
export type Bucket = {
  readonly tenant: string;
  readonly category: string;
  readonly end: Instant;
  /**
   * Gives data another key than the records have, so that it does not delay the destruction of
   * theirs.
   */
  readonly use?: string;
};

/** What is needed to make a data key; the right to unwrap one is not. */
export type MakeDataKeyDeps = {
  readonly wrapper: Pick<KeyWrapper, 'wrap'>;
  readonly now: () => Instant;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly purgeShards: number;
  /** The algorithm of new keys: `aes-256-gcm` unless a tenant's law asks for 128 bits. */
  readonly algorithm: Exclude<DataKeyAlgorithm, 'aes-128-cbc'>;
};

/** Binds a wrapped data key to its tenant, category and id. */
export function wrapAad(tenant: string, category: string, keyId: string): Uint8Array {
  return Buffer.from(['dek', tenant, category, keyId].join('|'), 'utf8');
}

/**
 * A new data key for a bucket, with the document that keeps it. The caller stores it. Without a
 * pointer, the key is found by its id only.
 */
export async function makeDataKey(
  deps: MakeDataKeyDeps,
  { tenant, category, end }: Bucket,
): Promise<{ readonly key: DataKey; readonly ref: DocumentRef; readonly data: DocumentData }> {
  const id = Buffer.from(deps.randomBytes(16)).toString('hex');
  const bytes = deps.randomBytes(dataKeyBytes[deps.algorithm]);
  const wrapped = await deps.wrapper.wrap(category, bytes, wrapAad(tenant, category, id));
  return {
    key: importDataKey(id, deps.algorithm, bytes),
    ref: { tenant, collection: dataKeys.id, id },
    data: {
      expires_at: end + keyGraceMicros,
      purge_shard: purgeShard(id, deps.purgeShards),
      category,
      algorithm: deps.algorithm,
      ...wrappedFields(wrapped),
      created_at: deps.now(),
    },
  };
}
