import * as z from 'zod';
import { parse } from '#shared/base/problems/parse.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { oncePerCategory } from '#shared/categories/once-per-category.ts';
import { createSchema } from '#shared/categories/record-schema.ts';
import { batchRecordsMax } from './batch-limits.ts';
import type { Context } from './context.ts';
import { checkPhones } from './lookup-form.ts';
import { type RecordInput, takeOwnExpiry } from './own-expiry.ts';
import type { Fields } from './record.ts';

const batchSchema = oncePerCategory((category) =>
  z.array(createSchema(category)).min(1).max(batchRecordsMax),
);

/** What the system adds to valid fields that a caller sent. @throws Problem when they do not go together */
export type Complete = (ctx: Context, fields: Fields, pointer: string) => Fields;

const asSent: Complete = (_ctx, fields) => fields;

/**
 * Reads the records that a body holds: one, or an array of them.
 * @throws Problem `validation-failed`
 */
export async function readInputs(
  ctx: Context,
  category: Category,
  body: unknown,
  complete: Complete = asSent,
): Promise<RecordInput[]> {
  const isBatch = Array.isArray(body);
  const inputs = isBatch
    ? parse(batchSchema(category), body)
    : [parse(createSchema(category), body)];
  const completed = inputs.map(async (input, index) => {
    const pointer = isBatch ? `/${index}` : '';
    const { fields, ...own } = takeOwnExpiry(ctx, category, input, pointer);
    await checkPhones(ctx, category, fields, pointer);
    return { ...own, fields: complete(ctx, fields, pointer) };
  });
  return Promise.all(completed);
}
