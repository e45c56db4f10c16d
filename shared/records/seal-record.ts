import type { Category } from '#shared/categories/define-category.ts';
import { oncePerCategory } from '#shared/categories/once-per-category.ts';
import { aesName, bcryptName, lookupFields } from '#shared/categories/stored-names.ts';
import { bucketEnd } from '#shared/settings/retention.ts';
import { purgeShard } from '#shared/store/document-ids.ts';
import type { DocumentData } from '#shared/store/store.ts';
import { isFoundAlike } from '#shared/vault/normalise.ts';
import { envelopeVersion, seal } from '#shared/vault/open/records/envelope.ts';
import type { Context } from './context.ts';
import { encodeField } from './field-codec.ts';
import { fileOf } from './files/stored-file.ts';
import { lookupFormOf } from './lookup-form.ts';
import type { ClearRecord, Fields } from './record.ts';
import type { Mark } from './record-marks.ts';

type Previous = { readonly fields: Fields; readonly data: DocumentData };

/** The fields that a category declares, followed by the fields that it declares under `apart`. */
const declaredFields = oncePerCategory((category) => {
  const own = Object.entries(category.fields).map(([name, field]) => ({
    name,
    stored: field.atRest === 'plain' ? name : aesName(name),
    field,
    isApart: false,
  }));
  const apart = Object.entries(category.apart ?? {}).map(([name, field]) => ({
    name,
    stored: aesName(name),
    field,
    isApart: true,
  }));
  return [...own, ...apart];
});

/** The lookup hashes of a record. Each hash takes 100 ms, on its own thread. */
async function hashLookups(
  ctx: Context,
  category: Category,
  fields: Fields,
  previous: Previous | undefined,
): Promise<DocumentData> {
  const hashed = lookupFields(category).map(async (name) => {
    const field = category.fields[name];
    const value = fields[name] as string | undefined;
    if (field?.atRest !== 'aes' || field.lookup === undefined || value === undefined) return [];
    const form = lookupFormOf(ctx, field.lookup, fields);
    const before = previous?.fields[name] as string | undefined;
    const isKnown = before !== undefined && (await isFoundAlike(form, before, value));
    const hash = isKnown
      ? previous?.data[bcryptName(name)]
      : await ctx.lookup.hash(ctx.tenant, name, form, value);
    return [[bcryptName(name), hash]];
  });
  return Object.fromEntries((await Promise.all(hashed)).flat());
}

const systemFields: ReadonlySet<string> = new Set([
  'created_at',
  'expires_at',
  'basis_at',
  'purge_shard',
  'dek',
  'enc',
  'unique_marks',
  'file_id',
  'file_chunks',
]);

/**
 * The stored values that are neither declared fields nor system fields. Code of the category itself
 * adds some of these values. The verbs add others, such as `idempotency_mark` and `corrected_at`.
 */
function ownFieldsOf(category: Category, data: DocumentData): DocumentData {
  const declared = { ...category.fields, ...category.apart };
  const isGeneric = (stored: string) =>
    systemFields.has(stored) || stored.replace(/_(?:aes|bcrypt)$/, '') in declared;
  return Object.fromEntries(Object.entries(data).filter(([stored]) => !isGeneric(stored)));
}

/**
 * Returns a record in its stored form: encrypted fields as `_aes`, lookup hashes as `_bcrypt`, all
 * other fields unencrypted, and the ids of its uniqueness marks. If a value is the same as in
 * `previous`, its hash is copied from `previous`. This saves 100 ms. The values of
 * {@link ownFieldsOf} are copied too. If `collection` is not the category's own collection, the
 * values can be decrypted only in `collection`. Even then they are encrypted with a data key of the
 * category.
 */
export async function sealRecord(
  ctx: Context,
  category: Category,
  record: ClearRecord,
  marks: readonly Mark[],
  previous?: Previous,
  collection: string = category.id,
): Promise<DocumentData> {
  const { tenant } = ctx;
  const end = bucketEnd(category, record.expiresAt);
  const [key, hashes] = await Promise.all([
    ctx.keyring.keyToSeal({ tenant, category: category.id, end }),
    hashLookups(ctx, category, record.fields, previous),
  ]);
  const file = fileOf(record);
  const data: { [field: string]: unknown } = {
    ...(previous && ownFieldsOf(category, previous.data)),
    created_at: record.createdAt,
    expires_at: record.expiresAt,
    ...(category.retention.basis !== 'created' && { basis_at: record.basisAt }),
    purge_shard: purgeShard(record.id, ctx.purgeShards),
    dek: key.id,
    enc: envelopeVersion[key.algorithm],
    ...(file && { file_id: file.id, file_chunks: file.chunks }),
    ...(marks.length > 0 && { unique_marks: marks.map(({ ref }) => ref.id) }),
    ...hashes,
  };
  for (const { name, stored, field, isApart } of declaredFields(category)) {
    const value = isApart ? record.apart?.[name] : record.fields[name];
    if (value === undefined) continue;
    if (field.atRest === 'plain') {
      data[stored] = value;
      continue;
    }
    const place = { tenant, category: collection, recordId: record.id, field: name };
    data[stored] = seal(key, place, encodeField(field, value), ctx.randomBytes);
  }
  return data;
}
