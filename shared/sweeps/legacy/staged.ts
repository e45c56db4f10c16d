import type { Category } from '#shared/categories/define-category.ts';
import { bcryptName, lookupFields } from '#shared/categories/stored-names.ts';
import type { Context } from '#shared/records/context.ts';
import { lookupFormOf } from '#shared/records/lookup-form.ts';
import type { ClearRecord, Fields } from '#shared/records/record.ts';
import { dayBucketEnd } from '#shared/settings/retention.ts';
import { purgeShard } from '#shared/store/document-ids.ts';
import type { DocumentData, DocumentRef, StoredDocument } from '#shared/store/store.ts';
import type { Place } from '#shared/vault/aad.ts';
import type { DataKey } from '#shared/vault/data-key.ts';
import { DecryptionError } from '#shared/vault/decryption-error.ts';
import { open } from '#shared/vault/open/records/envelope.ts';
import { envelopeVersion, seal } from '#shared/vault/seal-envelope.ts';
import { legacyKek, legacyRecordsId } from './collections.ts';
import { asEnvelope, openLegacy } from './open-line.ts';

/**
 * The content of a waiting record: the imported fields, with values that the older system
 * encrypted.
 */
type Content = {
  readonly createdAt: number;
  readonly basisAt: number;
  readonly expiresAt: number;
  /** Values that were imported unencrypted, or that Mayfly has set. */
  readonly fields: Fields;
  /**
   * The ciphertexts of the older system, as envelopes of version 1 in base64, by the names of
   * fields.
   */
  readonly envelopes: { readonly [name: string]: string };
  readonly legacyKey: string | undefined;
};

export type Staged = {
  readonly record: ClearRecord;
  readonly ciphertexts: { readonly [name: string]: Uint8Array };
  readonly legacyKey: string | undefined;
};

export function stagedRef(tenant: string, id: string): DocumentRef {
  return { tenant, collection: legacyRecordsId, id };
}

function placeOf(ref: DocumentRef): Place {
  return { tenant: ref.tenant, category: ref.collection, recordId: ref.id, field: 'content' };
}

/**
 * The lookup hashes with which a search for a person finds the record, under their stored names.
 * Each computed hash costs 100 ms.
 */
async function hashesOf(ctx: Context, category: Category, fields: Fields): Promise<DocumentData> {
  const hashed = lookupFields(category).map(async (name) => {
    const field = category.fields[name];
    const value = fields[name];
    if (field?.atRest !== 'aes' || field.lookup === undefined || value === undefined) return [];
    const form = lookupFormOf(ctx, field.lookup, fields);
    return [[bcryptName(name), await ctx.lookup.hash(ctx.tenant, name, form, value as string)]];
  });
  return Object.fromEntries((await Promise.all(hashed)).flat());
}

/**
 * Builds an imported record that waits for the sweep. A search for a person finds this record by
 * its lookup hashes and its conversation. All other content is sealed, including the ciphertexts of
 * the older system. So somebody who can write to the database cannot make Mayfly decrypt a changed
 * ciphertext of the older system.
 */
export async function sealStaged(
  ctx: Context,
  category: Category,
  { record, ciphertexts, legacyKey }: Staged,
): Promise<{ readonly ref: DocumentRef; readonly data: DocumentData }> {
  const ref = stagedRef(ctx.tenant, record.id);
  const end = dayBucketEnd(record.expiresAt);
  const key = await ctx.keyring.keyToSeal({ tenant: ctx.tenant, category: legacyKek, end });
  const clear = Object.entries(record.fields).filter(([name]) => !(name in ciphertexts));
  const envelopes = Object.entries(ciphertexts).map(([name, bytes]) => [
    name,
    Buffer.from(asEnvelope(bytes)).toString('base64'),
  ]);
  const { createdAt, basisAt, expiresAt } = record;
  const content: Content = {
    createdAt,
    basisAt,
    expiresAt,
    fields: Object.fromEntries(clear),
    envelopes: Object.fromEntries(envelopes),
    legacyKey,
  };
  const bytes = Buffer.from(JSON.stringify(content), 'utf8');
  const conversation = record.fields['conversation_id'];
  const data = {
    created_at: createdAt,
    expires_at: expiresAt,
    purge_shard: purgeShard(ref.id, ctx.purgeShards),
    of_category: category.id,
    ...(conversation !== undefined && { conversation_id: conversation }),
    ...(await hashesOf(ctx, category, record.fields)),
    content_aes: seal(key, placeOf(ref), bytes, ctx.randomBytes),
    dek: key.id,
    enc: envelopeVersion[key.algorithm],
  };
  return { ref, data };
}

/**
 * Decrypts the content of a waiting record. The content includes the name of the legacy key.
 * @throws DecryptionError, KeyServiceUnavailable, KeyDenied
 */
export async function openContent(ctx: Context, { ref, data }: StoredDocument): Promise<Content> {
  const key = await ctx.keyring.keyToOpen(ctx.tenant, legacyKek, data);
  const bytes = open(key, placeOf(ref), data['content_aes'] as Uint8Array);
  return JSON.parse(Buffer.from(bytes).toString('utf8')) as Content;
}

/**
 * Decrypts the fields of a waiting record with its legacy key.
 * @throws DecryptionError, the same for every kind of failure
 */
export function recordOf(
  category: Category,
  id: string,
  { fields: clear, envelopes, legacyKey: _key, ...instants }: Content,
  key: DataKey | undefined,
): ClearRecord {
  const fields: { [name: string]: unknown } = { ...clear };
  for (const [name, envelope] of Object.entries(envelopes)) {
    const field = category.fields[name];
    const ciphertext = Buffer.from(envelope, 'base64').subarray(1);
    const opened =
      field?.atRest === 'aes' && key !== undefined ? openLegacy(key, field, ciphertext) : undefined;
    if (opened === undefined) throw new DecryptionError();
    fields[name] = opened.value;
  }
  return { id, ...instants, fields };
}
