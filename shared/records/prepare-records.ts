import type { Instant } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { lookupFields } from '#shared/categories/stored-names.ts';
import { expiryOf } from '#shared/settings/retention.ts';
import { requireStored } from '#shared/settings/settings.ts';
import { newRecordId } from '#shared/store/document-ids.ts';
import type { Write } from '#shared/store/store.ts';
import type { DataKey } from '#shared/vault/data-key.ts';
import type { Bucket } from '#shared/vault/make-data-key.ts';
import { checkBatchBytes, checkLookupCount } from './batch-limits.ts';
import type { Context } from './context.ts';
import { lookupFormOf } from './lookup-form.ts';
import { type RecordInput, requireOwnExpiry } from './own-expiry.ts';
import type { ClearRecord } from './record.ts';
import { conversationLinksOf, type Mark, uniqueMarksOf } from './record-marks.ts';
import { sealRecord } from './seal-record.ts';
import { datedAt } from './written-when.ts';

/** An input with the id of its future record. The id is the same in every attempt. */
export type Identified = RecordInput & { readonly id: string };

/** Adds ids for the future records to inputs. */
export function withIds(ctx: Context, inputs: readonly RecordInput[]): Identified[] {
  return inputs.map((input) => ({ id: newRecordId(ctx), ...input }));
}

/**
 * New records, the writes that create them in encrypted form, and the uniqueness marks that they
 * need.
 */
export type PreparedRecords = {
  readonly records: readonly ClearRecord[];
  readonly writes: readonly Write[];
  readonly marks: readonly Mark[];
};

/**
 * Makes records from inputs, in the same order. Each record gets an instant of creation. If the
 * input has no expiry, the expiry is calculated. If the input has no id, the record gets a random
 * id.
 */
function newRecords(
  ctx: Context,
  category: Category,
  inputs: readonly RecordInput[],
): ClearRecord[] {
  const first = ctx.nextInstants(inputs.length);
  return inputs.map(({ expiryPointer: _pointer, fields, ...own }, index) => {
    const createdAt = first + index;
    const expiresAt = own.expiresAt ?? expiryOf(ctx.settings, category, fields, createdAt);
    const id = own.id ?? newRecordId(ctx);
    const dated = datedAt(fields, createdAt);
    return { ...own, id, createdAt, basisAt: createdAt, expiresAt, fields: dated };
  });
}

/**
 * Hashes the values by which records are found. Each new hash takes about 100 ms. The process keeps
 * the hash in memory, so the next use of the same value takes almost no time.
 * @throws Problem `lookup-limit`
 */
export async function hashLookups(
  ctx: Context,
  category: Category,
  inputs: readonly RecordInput[],
): Promise<void> {
  const records = inputs.map(({ fields }) => fields);
  checkLookupCount(category, records);
  const hashes = records.flatMap((fields) =>
    lookupFields(category).flatMap((name) => {
      const field = category.fields[name];
      const value = fields[name];
      if (field?.atRest !== 'aes' || field.lookup === undefined || value === undefined) return [];
      const form = lookupFormOf(ctx, field.lookup, fields);
      return [ctx.lookup.hash(ctx.tenant, name, form, value as string)];
    }),
  );
  await Promise.all(hashes);
}

async function prepareRecord(ctx: Context, category: Category, record: ClearRecord) {
  const marks = await uniqueMarksOf(ctx, category, record);
  const data = await sealRecord(ctx, category, record, marks);
  const ref = { tenant: ctx.tenant, collection: category.id, id: record.id };
  const links = conversationLinksOf(ctx, category, record.id, data);
  const writes: Write[] = [
    { kind: 'create', ref, data },
    ...links.map((link): Write => ({ kind: 'create', ...link })),
  ];
  return { writes, marks };
}

/**
 * A context that asks the key ring only once for the key of each bucket. All records of a request
 * use this one context.
 */
function askingOnce(ctx: Context): Context {
  const asked = new Map<Instant, Promise<DataKey>>();
  function keyToSeal(bucket: Bucket): Promise<DataKey> {
    const key = asked.get(bucket.end) ?? ctx.keyring.keyToSeal(bucket);
    asked.set(bucket.end, key);
    return key;
  }
  return { ...ctx, keyring: { ...ctx.keyring, keyToSeal } };
}

/**
 * Encrypts valid inputs and prepares their writes. It commits nothing.
 * @throws Problem `batch-too-large`, `category-off`, `validation-failed` if the tenant's retention
 * does not allow the caller's expiry any more
 */
export async function prepareRecords(
  ctx: Context,
  category: Category,
  inputs: readonly RecordInput[],
): Promise<PreparedRecords> {
  requireStored(ctx, category);
  for (const input of inputs) requireOwnExpiry(ctx, category, input);
  const records = newRecords(ctx, category, inputs);
  const asking = askingOnce(ctx);
  const prepared = await Promise.all(
    records.map((record) => prepareRecord(asking, category, record)),
  );
  const writes = prepared.flatMap((each) => each.writes);
  checkBatchBytes(writes);
  return { records, writes, marks: prepared.flatMap((each) => each.marks) };
}
