import * as z from 'zod';
import { requireScope } from '#shared/access/scope.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { oncePerCategory } from '#shared/categories/once-per-category.ts';
import { isLive } from '#shared/store/live.ts';
import type { Context } from './context.ts';
import { openRecord } from './open-record.ts';
import { getLive } from './read-record.ts';
import type { ClearRecord } from './record.ts';
import { markRuleOf, uniqueMarkRefs } from './record-marks.ts';

/** The schema of a category's one set of unique fields. */
export const uniqueSchema = oncePerCategory((category): z.ZodType<{ [field: string]: unknown }> => {
  const names = category.unique[0] ?? [];
  const shape = names.map((name) => [name, category.fields[name]?.schema]);
  return z.strictObject(Object.fromEntries(shape) as { [name: string]: z.ZodType });
});

/**
 * The live record with the unique fields that the body names: its mark and itself, two reads. A mark's id is a keyed
 * HMAC, so that no bcrypt hash is computed.
 * @throws Problem `scope-missing`, `validation-failed`, `record-not-found`
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
