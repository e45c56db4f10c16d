import type { Instant } from '#shared/base/time/instant.ts';
import { managerLog } from '#shared/categories/manager-log.ts';
import { aesName } from '#shared/categories/stored-names.ts';
import { encodeField } from '#shared/records/field-codec.ts';
import type { ClearRecord } from '#shared/records/record.ts';
import { purgeShard } from '#shared/store/document-ids.ts';
import type { DocumentData, DocumentRef } from '#shared/store/store.ts';
import type { DataKey } from '#shared/vault/data-key.ts';
import { envelopeVersion, seal } from '#shared/vault/seal-envelope.ts';
import { actorMarkField, digestContent, hashEntry } from './entry-hash.ts';

/** The previous entry in the chain. */
export type ChainHead = {
  readonly hash: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
};

/** The place of an entry in the chains of its tenant. */
export type ChainPlace = {
  readonly writer: string;
  readonly seq: number;
  /** Undefined for an entry that begins a chain, or begins it again. */
  readonly after: ChainHead | undefined;
};

export type SealEntryDeps = {
  readonly randomBytes: (count: number) => Uint8Array;
  readonly purgeShards: number;
};

function storedFields(
  deps: SealEntryDeps,
  key: DataKey,
  tenant: string,
  { id, fields }: ClearRecord,
): DocumentData {
  const data: { [field: string]: unknown } = {};
  for (const [name, field] of Object.entries(managerLog.fields)) {
    const value = fields[name];
    if (value === undefined) continue;
    if (field.atRest === 'plain') {
      data[name] = value;
      continue;
    }
    const place = { tenant, category: managerLog.id, recordId: id, field: name };
    data[aesName(name)] = seal(key, place, encodeField(field, value), deps.randomBytes);
  }
  return data;
}

/** An entry before it is encrypted, with the mark of its actor. */
export type UnsealedEntry = {
  readonly record: ClearRecord;
  readonly actorMark?: string | undefined;
};

/**
 * Encrypts an entry, and adds the entry's place in a chain. The result is the stored form of the
 * entry.
 */
export function sealEntry(
  deps: SealEntryDeps,
  key: DataKey,
  tenant: string,
  { record, actorMark }: UnsealedEntry,
  { writer, seq, after }: ChainPlace,
): { readonly ref: DocumentRef; readonly data: DocumentData; readonly hash: string } {
  const ref = { tenant, collection: managerLog.id, id: record.id };
  const marks = actorMark === undefined ? {} : { [actorMarkField]: actorMark };
  const fields = { ...storedFields(deps, key, tenant, record), ...marks };
  const data = {
    created_at: record.createdAt,
    expires_at: record.expiresAt,
    purge_shard: purgeShard(record.id, deps.purgeShards),
    dek: key.id,
    enc: envelopeVersion[key.algorithm],
    ...fields,
    writer,
    seq,
    due_at: record.expiresAt,
    ...(after && {
      prev: after.hash,
      prev_created_at: after.createdAt,
      prev_due_at: after.expiresAt,
    }),
    content_digest: digestContent(fields),
  };
  const hash = hashEntry(ref, data);
  return { ref, data: { ...data, entry_hash: hash }, hash };
}
