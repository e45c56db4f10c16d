import { formatInstant, type Instant } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { oncePerCategory } from '#shared/categories/once-per-category.ts';
import { aesName, basisField } from '#shared/categories/stored-names.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import type { DataKey } from '#shared/vault/data-key.ts';
import { open } from '#shared/vault/open/records/envelope.ts';
import { requireInBucket } from '#shared/vault/open/records/keyring.ts';
import type { Context } from './context.ts';
import { decodeField } from './field-codec.ts';
import { storedFileOf } from './files/stored-file.ts';
import { entityTag } from './precondition.ts';
import type { ClearRecord, Fields } from './record.ts';

type StoredField = {
  readonly name: string;
  readonly field: Category['fields'][string];
  /** The name under which the field's value is stored. */
  readonly stored: string;
};

function storedFields(declared: Category['fields']): readonly StoredField[] {
  return Object.entries(declared).map(([name, field]) => ({
    name,
    field,
    stored: field.atRest === 'plain' ? name : aesName(name),
  }));
}

/**
 * The stored fields of a category's records. They are computed once, because a page opens many
 * records.
 */
const layoutOf = oncePerCategory((category) => ({
  fields: storedFields(category.fields),
  apart: storedFields(category.apart ?? {}),
  basis: basisField(category),
}));

function openFields(
  key: DataKey,
  tenant: string,
  { ref, data }: StoredDocument,
  declared: readonly StoredField[],
): Fields {
  const fields: { [name: string]: unknown } = {};
  for (const { name, field, stored } of declared) {
    const value = data[stored];
    if (value === undefined) continue;
    if (field.atRest === 'plain') {
      fields[name] = value;
      continue;
    }
    const place = { tenant, category: ref.collection, recordId: ref.id, field: name };
    fields[name] = decodeField(field, open(key, place, value as Uint8Array));
  }
  return fields;
}

/**
 * Decrypts a stored record, or a copy of a record in another collection, with the given key. The
 * result has no entity tag. A list shows no tags, and computing a tag takes longer than decrypting
 * a field.
 * @throws DecryptionError if any of its fields cannot be decrypted
 */
export function openUnder(
  key: DataKey,
  { tenant }: Pick<Context, 'tenant'>,
  category: Category,
  document: StoredDocument,
): ClearRecord {
  const { ref, data } = document;
  requireInBucket(key, data);
  const layout = layoutOf(category);
  const record: ClearRecord = {
    id: ref.id,
    createdAt: data['created_at'] as Instant,
    expiresAt: data['expires_at'] as Instant,
    basisAt: data[layout.basis] as Instant,
    fields: openFields(key, tenant, document, layout.fields),
  };
  const file = storedFileOf(document);
  const apart = layout.apart.length === 0 ? {} : openFields(key, tenant, document, layout.apart);
  if (file === undefined && Object.keys(apart).length === 0) return record;
  return { ...record, ...(file && { file }), ...(Object.keys(apart).length > 0 && { apart }) };
}

/**
 * Finds the data key of a stored record, and decrypts the record. The result also has the entity
 * tag of the record.
 * @throws DecryptionError if any of its fields cannot be decrypted
 */
export async function openRecord(
  ctx: Pick<Context, 'tenant' | 'keyring'>,
  category: Category,
  document: StoredDocument,
): Promise<ClearRecord> {
  const key = await ctx.keyring.keyToOpen(ctx.tenant, category.id, document.data);
  return { ...openUnder(key, ctx, category, document), tag: entityTag(document) };
}

/**
 * The fields of a record for a caller who may not see personal fields: the unencrypted fields, and
 * in `masked` the names of the omitted fields.
 */
function withoutPersonal(category: Category, fields: Fields) {
  const names = Object.keys(fields);
  const masked = names.filter((name) => category.fields[name]?.atRest === 'aes');
  const plain = Object.entries(fields).filter(([name]) => !masked.includes(name));
  return { ...Object.fromEntries(plain), masked };
}

/** Like {@link renderRecord}, but without personal fields if the caller may not read them. */
export function renderFor(
  ctx: Pick<Context, 'scopes'>,
  category: Category,
  record: ClearRecord,
): { [name: string]: unknown } {
  if (ctx.scopes.has(`${category.id}:read`)) return renderRecord(record);
  return renderRecord({ ...record, fields: withoutPersonal(category, record.fields) });
}

/** A record in the form of the API's answer: `{ id, created_at, expires_at, ...fields }`. */
export function renderRecord(record: ClearRecord): { [name: string]: unknown } {
  return {
    id: record.id,
    created_at: formatInstant(record.createdAt),
    expires_at: formatInstant(record.expiresAt),
    ...record.fields,
  };
}
