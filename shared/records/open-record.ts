import { formatInstant, type Instant } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { aesName, basisField } from '#shared/categories/stored-names.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { open } from '#shared/vault/open/records/envelope.ts';
import type { Context } from './context.ts';
import { decodeField } from './field-codec.ts';
import { storedFileOf } from './files/stored-file.ts';
import { entityTag } from './precondition.ts';
import type { ClearRecord, Fields } from './record.ts';

/**
 * Decrypts a stored record, or a copy of it in another collection, for its own place. @throws
 * DecryptionError when any of its fields cannot be decrypted
 */
export async function openRecord(
  ctx: Context,
  category: Category,
  document: StoredDocument,
): Promise<ClearRecord> {
  const { ref, data } = document;
  const { tenant } = ctx;
  const key = await ctx.keyring.keyToOpen(tenant, category.id, data);
  const openAll = (declared: Category['fields']): Fields => {
    const fields: { [name: string]: unknown } = {};
    for (const [name, field] of Object.entries(declared)) {
      const stored = data[field.atRest === 'plain' ? name : aesName(name)];
      if (stored === undefined) continue;
      if (field.atRest === 'plain') {
        fields[name] = stored;
        continue;
      }
      const place = { tenant, category: ref.collection, recordId: ref.id, field: name };
      fields[name] = decodeField(field, open(key, place, stored as Uint8Array));
    }
    return fields;
  };
  const apart = openAll(category.apart ?? {});
  const file = storedFileOf({ data });
  return {
    id: ref.id,
    createdAt: data['created_at'] as Instant,
    expiresAt: data['expires_at'] as Instant,
    basisAt: data[basisField(category)] as Instant,
    fields: openAll(category.fields),
    ...(file && { file }),
    ...(Object.keys(apart).length > 0 && { apart }),
    tag: entityTag(document),
  };
}

/**
 * A record for a caller who may read it only masked. It has no personal fields, and lists their
 * names.
 */
function withoutPersonal(category: Category, fields: Fields) {
  const names = Object.keys(fields);
  const masked = names.filter((name) => category.fields[name]?.atRest === 'aes');
  const plain = Object.entries(fields).filter(([name]) => !masked.includes(name));
  return { ...Object.fromEntries(plain), masked };
}

/**
 * {@link renderRecord} for a caller: without personal fields unless they may read the category in
 * clear.
 */
export function renderFor(
  ctx: Pick<Context, 'scopes'>,
  category: Category,
  record: ClearRecord,
): { [name: string]: unknown } {
  if (ctx.scopes.has(`${category.id}:read`)) return renderRecord(record);
  return renderRecord({ ...record, fields: withoutPersonal(category, record.fields) });
}

/** A record in the form of an answer: `{ id, created_at, expires_at, ...fields }`. */
export function renderRecord(record: ClearRecord): { [name: string]: unknown } {
  return {
    id: record.id,
    created_at: formatInstant(record.createdAt),
    expires_at: formatInstant(record.expiresAt),
    ...record.fields,
  };
}
