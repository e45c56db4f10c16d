import * as z from 'zod';
import { requireScope } from '#shared/access/scope.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { oncePerCategory } from '#shared/categories/once-per-category.ts';
import { categoryRuleOf } from '#shared/settings/live-rule.ts';
import { isLive } from '#shared/store/live.ts';
import type { DocumentRef, StoredDocument } from '#shared/store/store.ts';
import type { Context } from './context.ts';
import { openReadable } from './open-readable.ts';
import { openRecord } from './open-record.ts';
import { getLive } from './read-record.ts';
import type { ClearRecord, Fields } from './record.ts';
import { markRuleOf, uniqueMarkRefs } from './record-marks.ts';

/**
 * The schema of a category's unique fields. The category must have exactly one set of unique
 * fields.
 */
export const uniqueSchema = oncePerCategory((category): z.ZodType<{ [field: string]: unknown }> => {
  const names = category.unique[0] ?? [];
  const shape = names.map((name) => [name, category.fields[name]?.schema]);
  return z.strictObject(Object.fromEntries(shape) as { [name: string]: z.ZodType });
});

/**
 * Finds the live record with the unique fields in the body. It costs two reads, of the mark and of
 * the record. The id of a mark is a keyed HMAC, so no bcrypt hash is computed.
 * @throws Problem `scope-missing`, `validation-failed`, `record-not-found`; DecryptionError
 */
export async function lookupRecord(
  ctx: Context,
  input: { readonly category: Category; readonly body: unknown },
): Promise<ClearRecord> {
  const { category } = input;
  requireScope(ctx.scopes, `${category.id}:read`);
  const [ref] = await uniqueMarkRefs(ctx, category, parse(uniqueSchema(category), input.body));
  if (ref === undefined) throw new Error(`${category.id} has no unique fields`);
  const mark = await ctx.store.get(ref);
  if (!isLive(mark, markRuleOf(ctx, category))) throw new Problem('record-not-found');
  return openRecord(ctx, category, await getLive(ctx, category, String(mark.data['record_id'])));
}

/** The maximum number of records that one request may look up or delete by their unique fields. */
export const keysMax = 100;

/** The unique fields of several records. */
export const keysSchema = oncePerCategory((category) =>
  z.strictObject({ items: z.array(uniqueSchema(category)).min(1).max(keysMax) }),
);

/** True if a body contains the unique fields of several records. */
export function isOfKeys(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'items' in body;
}

/**
 * Finds the live record of each mark, in the order of the marks. The entry of a mark without a live
 * record is undefined. This costs at most two calls of the store.
 */
export async function findMarked(
  ctx: Context,
  category: Category,
  refs: readonly DocumentRef[],
): Promise<(StoredDocument | undefined)[]> {
  const [rule, markRule] = [categoryRuleOf(ctx, category), markRuleOf(ctx, category)];
  const marks = await ctx.store.getAll(refs);
  const ids = marks.map((mark) => (isLive(mark, markRule) ? String(mark.data['record_id']) : ''));
  const wanted = [...new Set(ids.filter((id) => id !== ''))];
  if (wanted.length === 0) return ids.map(() => undefined);
  const records = await ctx.store.getAll(
    wanted.map((id) => ({ tenant: ctx.tenant, collection: category.id, id })),
  );
  const found = new Map(wanted.map((id, at) => [id, records[at]]));
  return ids.map((id) => {
    const record = found.get(id);
    return isLive(record, rule) ? record : undefined;
  });
}

/**
 * Like {@link lookupRecord}, for up to 100 sets of unique fields. It costs at most two calls of the
 * store, and computes no bcrypt hash. Each record is returned once, in the order of the request. If
 * there is no live record for some fields, these fields are returned as they were sent. A record
 * that cannot be decrypted is in neither list, and is reported to an operator.
 * @throws Problem `scope-missing`, `validation-failed`
 */
export async function lookupRecords(
  ctx: Context,
  input: { readonly category: Category; readonly body: unknown },
): Promise<{ readonly found: readonly ClearRecord[]; readonly missing: readonly Fields[] }> {
  const { category } = input;
  requireScope(ctx.scopes, `${category.id}:read`);
  const { items } = parse(keysSchema(category), input.body);
  const refs = await Promise.all(items.map((fields) => uniqueMarkRefs(ctx, category, fields)));
  const documents = await findMarked(ctx, category, refs.flat());
  const missing = items.filter((_, at) => documents[at] === undefined);
  const once = new Map(documents.flatMap((each) => (each ? [[each.ref.id, each] as const] : [])));
  const found = await openReadable(ctx, [...once.values()], (each) =>
    openRecord(ctx, category, each),
  );
  return { found, missing };
}
