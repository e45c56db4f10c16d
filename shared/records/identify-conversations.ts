import { Problem } from '#shared/base/problems/problem.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { type ExternalField, externalFields } from '#shared/categories/external-fields.ts';
import { batchRecordsMax } from './batch-limits.ts';
import type { Context } from './context.ts';
import type { Fields } from './record.ts';

/** The number of hexadecimal digits of an id that is computed from an external id: 160 bits. */
const digits = 40;

/**
 * Computes a conversation's id from `externalId`, its id in another system. The new id is a hash of
 * `externalId`, keyed with the tenant's lookup secrets. So the new id is the same in all categories
 * of a tenant. Nobody can guess `externalId` from the new id without these secrets. The tenant's
 * secrets never change, so the new id never changes. The id of a run of an experience is computed
 * in the same way.
 */
export async function conversationIdOf(
  ctx: Pick<Context, 'tenant' | 'lookup'>,
  externalId: string,
): Promise<string> {
  const hash = await ctx.lookup.mark(ctx.tenant, 'conversation', [externalId]);
  return `x-${hash.slice(0, digits)}`;
}

/**
 * Adds ids to the fields of a body: the id of a conversation, and in variables the id of a run of
 * the experience. Each id is computed from an external id among these fields. An external id is the
 * id in another system.
 * @param pointer the place of the fields in the body
 * @throws Problem `validation-failed` if an id is sent together with its external id
 */
async function identify(
  ctx: Pick<Context, 'tenant' | 'lookup'>,
  pairs: readonly ExternalField[],
  sent: unknown,
  pointer = '',
): Promise<unknown> {
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) return sent;
  const fields = sent as Fields;
  if (!pairs.some(({ external }) => typeof fields[external] === 'string')) return sent;
  const made = pairs.map(async ({ external, id }) => {
    const text = fields[external];
    if (typeof text !== 'string') return [];
    if (fields[id] !== undefined) {
      const error = { pointer: `${pointer}/${id}`, rule: `not together with ${external}` };
      throw new Problem('validation-failed', { errors: [error] });
    }
    return [[id, await conversationIdOf(ctx, text)] as const];
  });
  return { ...fields, ...Object.fromEntries((await Promise.all(made)).flat()) };
}

/**
 * Like {@link identify}, but for the records of a body: one record or an array.
 * @throws Problem `validation-failed`
 */
export async function identifyRecords(
  ctx: Context,
  category: Category,
  body: unknown,
): Promise<unknown> {
  const pairs = externalFields(category);
  if (!Array.isArray(body)) return identify(ctx, pairs, body);
  // An array that is too long is refused later.
  if (body.length > batchRecordsMax) return body;
  return Promise.all(body.map((sent, at) => identify(ctx, pairs, sent, `/${at}`)));
}

/**
 * Like {@link identify}, but for a patch of a record. If a patch contains a new id but no external
 * id, the stored external id is removed, because it belongs to the former id.
 * @throws Problem `validation-failed`
 */
export async function identifyPatch(
  ctx: Context,
  category: Category,
  body: unknown,
): Promise<unknown> {
  const pairs = externalFields(category);
  const patch = await identify(ctx, pairs, body);
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const former = pairs.filter(({ external, id }) => id in patch && !(external in patch));
  return { ...patch, ...Object.fromEntries(former.map(({ external }) => [external, null])) };
}
