import { microsPerDay } from '#shared/base/time/instant.ts';
import { couponCodes } from '#shared/categories/coupon-codes.ts';
import type { Context } from '#shared/records/context.ts';
import { bucketEnd, longestRetentionDays } from '#shared/settings/retention.ts';
import type { DocumentData, DocumentRef, StoredDocument } from '#shared/store/store.ts';
import type { DataKey } from '#shared/vault/data-key.ts';
import { envelopeVersion, open, seal } from '#shared/vault/open/records/envelope.ts';
import { comparedCode } from './code-text.ts';
import { couponStock, stockUse } from './collections.ts';
import type { Pool } from './pool.ts';

/**
 * The document reference of a code of a pool. The id is a keyed hash. So the id reveals nothing
 * about the code, and the order of the ids is random.
 */
export async function stockRef(
  ctx: Context,
  pool: Pick<Pool, 'id' | 'fold'>,
  code: string,
): Promise<DocumentRef> {
  const parts = [pool.id, comparedCode(code, pool.fold)];
  const id = await ctx.lookup.mark(ctx.tenant, 'coupon-stock', parts);
  return { tenant: ctx.tenant, collection: couponStock.id, id };
}

/**
 * Returns the key that encrypts stock. Records have other keys: a record's key must be destroyed
 * when the record has expired, but a code is in stock until it is used. A stock key has a bucket, a
 * period of time. The bucket ends when the category's longest retention, counted from now, is over.
 * After that the purge destroys the key as soon as no code is encrypted with it.
 */
export function keyOfStock(ctx: Context): Promise<DataKey> {
  const { tenant } = ctx;
  const longest = longestRetentionDays(couponCodes) * microsPerDay;
  const end = bucketEnd(couponCodes, ctx.now() + longest);
  return ctx.keyring.keyToSeal({ tenant, category: couponCodes.id, end, use: stockUse });
}

function placeOf(ref: DocumentRef, field: string) {
  return { tenant: ref.tenant, category: ref.collection, recordId: ref.id, field };
}

/**
 * Encrypts a text for its document.
 * @returns the fields of the document
 */
export function sealText(
  ctx: Context,
  key: DataKey,
  ref: DocumentRef,
  field: string,
  text: string,
) {
  const sealed = seal(key, placeOf(ref, field), Buffer.from(text, 'utf8'), ctx.randomBytes);
  return { [`${field}_aes`]: sealed, dek: key.id, enc: envelopeVersion[key.algorithm] };
}

/** The inverse of {@link sealText}. @throws DecryptionError */
export async function openText(
  ctx: Context,
  { ref, data }: StoredDocument,
  field: string,
): Promise<string> {
  const key = await ctx.keyring.keyToOpen(ctx.tenant, couponCodes.id, data);
  const bytes = open(key, placeOf(ref, field), data[`${field}_aes`] as Uint8Array);
  return Buffer.from(bytes).toString('utf8');
}

/** The document of a code in stock. */
export function stockData(
  ctx: Context,
  key: DataKey,
  ref: DocumentRef,
  input: { readonly poolId: string; readonly code: string },
): DocumentData {
  return {
    pool_id: input.poolId,
    state: 'stock',
    ...sealText(ctx, key, ref, 'code', input.code),
  };
}
