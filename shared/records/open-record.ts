import type { Category } from '../categories/define-category.ts';
import { aesName } from '../categories/stored-names.ts';
import type { StoredDocument } from '../store/store.ts';
import { formatInstant, type Instant } from '../time/instant.ts';
import { open } from '../vault/envelope.ts';
import type { Context } from './context.ts';
import { decodeField } from './field-codec.ts';
import type { ClearRecord } from './record.ts';

/** Decrypts a stored record. @throws DecryptionError when any of its fields does not open */
export async function openRecord(
  ctx: Context,
  category: Category,
  { ref, data }: StoredDocument,
): Promise<ClearRecord> {
  const { tenant } = ctx;
  const key = await ctx.keyring.keyToOpen(tenant, category.id, data['dek'] as string);
  const fields: { [name: string]: unknown } = {};
  for (const [name, field] of Object.entries(category.fields)) {
    const stored = data[field.atRest === 'plain' ? name : aesName(name)];
    if (stored === undefined) continue;
    if (field.atRest === 'plain') {
      fields[name] = stored;
      continue;
    }
    const place = { tenant, category: category.id, recordId: ref.id, field: name };
    fields[name] = decodeField(field, open(key, place, stored as Uint8Array));
  }
  return {
    id: ref.id,
    createdAt: data['created_at'] as Instant,
    expiresAt: data['expires_at'] as Instant,
    fields,
  };
}

/** A record as interfaces answer it: `{ id, created_at, expires_at, ...fields }`. */
export function renderRecord(record: ClearRecord): { [name: string]: unknown } {
  return {
    id: record.id,
    created_at: formatInstant(record.createdAt),
    expires_at: formatInstant(record.expiresAt),
    ...record.fields,
  };
}
