import * as z from 'zod';
import { requireScope } from '#shared/access/scope.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { oncePerCategory } from '#shared/categories/once-per-category.ts';
import { bcryptName, lookupFields } from '#shared/categories/stored-names.ts';
import type { Context } from './context.ts';
import { findRecords } from './list-records.ts';
import { checkPhones, lookupFormOf } from './lookup-form.ts';
import { openPage } from './open-page.ts';
import { type Page, pageSizeDefault, pageSizeMax } from './page.ts';
import type { ClearRecord } from './record.ts';

const searchSchema = oncePerCategory((category) => {
  const values = lookupFields(category).map((name) => [
    name,
    category.fields[name]?.schema.optional(),
  ]);
  return z
    .strictObject({
      ...(Object.fromEntries(values) as { [name: string]: z.ZodType }),
      limit: z.int().min(1).max(pageSizeMax).default(pageSizeDefault),
      cursor: z.string().max(512).optional(),
    })
    .refine((body) => lookupFields(category).filter((name) => name in body).length === 1, {
      params: { rule: `exactly one of ${lookupFields(category).join(', ')}` },
    });
});

/**
 * Finds live records with a value, the newest first. It costs one query and one hash of about 100
 * ms. The whole value must match. Different spellings of an email or a phone number match too.
 * @throws Problem `scope-missing`, `validation-failed`, `cursor-invalid`
 */
export async function searchRecords(
  ctx: Context,
  input: { readonly category: Category; readonly body: unknown },
): Promise<Page<ClearRecord>> {
  const { category } = input;
  requireScope(ctx.scopes, `${category.id}:read`);
  const { limit, cursor, ...values } = parse(searchSchema(category), input.body);
  const [name = '', value] = Object.entries(values)[0] ?? [];
  const field = category.fields[name];
  if (field?.atRest !== 'aes' || field.lookup === undefined) throw new Problem('route-unknown');
  await checkPhones(ctx, category, values);
  const form = lookupFormOf(ctx, field.lookup, values);
  const hash = await ctx.lookup.hash(ctx.tenant, name, form, String(value));
  const filters = [{ field: bcryptName(name), op: '==', value: hash } as const];
  const page = await findRecords(ctx, category, filters, { limit, cursor });
  return openPage(ctx, category, page);
}
