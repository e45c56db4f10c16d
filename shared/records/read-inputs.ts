import * as z from 'zod';
import { parse } from '#shared/base/problems/parse.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { oncePerCategory } from '#shared/categories/once-per-category.ts';
import { createSchema } from '#shared/categories/record-schema.ts';
import { batchRecordsMax } from './batch-limits.ts';
import type { Context } from './context.ts';
import { identifyRecords } from './identify-conversations.ts';
import { checkPhones } from './lookup-form.ts';
import { type RecordInput, takeOwnExpiry } from './own-expiry.ts';
import type { Fields } from './record.ts';

const batchSchema = oncePerCategory((category) =>
  z.array(createSchema(category)).min(1).max(batchRecordsMax),
);

/**
 * Gets the valid fields of a record that a caller has sent. Returns these fields together with the
 * values that Mayfly adds.
 * @throws Problem if the fields contradict each other
 */
export type Complete = (ctx: Context, fields: Fields, pointer: string) => Fields;

const asSent: Complete = (_ctx, fields) => fields;

function without(record: object, unread: readonly string[]) {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !unread.includes(name)));
}

/** A record as the caller sent it, without the fields that the request must ignore. */
function asRead(record: unknown, unread: readonly string[]): unknown {
  if (unread.length === 0 || typeof record !== 'object' || record === null) return record;
  return without(record, unread);
}

/** The inputs without the fields that the request must ignore. */
export function withoutUnread<I extends RecordInput>(
  inputs: readonly I[],
  unread: readonly string[],
): readonly I[] {
  if (unread.length === 0) return inputs;
  return inputs.map((input) => ({ ...input, fields: without(input.fields, unread) }));
}

/**
 * Reads the records in a body: one record or an array.
 * @param unread names of fields that are dropped before the other fields are checked
 * @throws Problem `validation-failed`
 */
export async function readInputs(
  ctx: Context,
  category: Category,
  body: unknown,
  complete: Complete = asSent,
  unread: readonly string[] = [],
): Promise<RecordInput[]> {
  const isBatch = Array.isArray(body);
  const read = isBatch ? body.map((record) => asRead(record, unread)) : asRead(body, unread);
  const identified = await identifyRecords(ctx, category, read);
  const inputs = isBatch
    ? parse(batchSchema(category), identified)
    : [parse(createSchema(category), identified)];
  const completed = inputs.map(async (input, index) => {
    const pointer = isBatch ? `/${index}` : '';
    const { fields, ...own } = takeOwnExpiry(ctx, category, input, pointer);
    await checkPhones(ctx, category, fields, pointer);
    return { ...own, fields: complete(ctx, fields, pointer) };
  });
  return Promise.all(completed);
}
