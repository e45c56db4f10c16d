import { Problem } from '#shared/base/problems/problem.ts';
import type { ProblemCode } from '#shared/base/problems/problem-table.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { bcryptName, lookupFields } from '#shared/categories/stored-names.ts';
import { liveRuleOf } from '#shared/settings/live-rule.ts';
import { purgeShard } from '#shared/store/document-ids.ts';
import { isLive, type LiveRule } from '#shared/store/live.ts';
import {
  createOrReplace,
  type DocumentData,
  type DocumentRef,
  type StoredDocument,
  type Write,
} from '#shared/store/store.ts';
import { lookupKey } from '#shared/vault/normalise.ts';
import { conversationLinks, uniqueMarks } from './collections.ts';
import type { Context } from './context.ts';
import { lookupFormOf } from './lookup-form.ts';
import type { ClearRecord, Fields } from './record.ts';

/**
 * A document that belongs to records: a uniqueness mark, a conversation link, or an idempotency
 * mark.
 */
export type Mark = { readonly ref: DocumentRef; readonly data: DocumentData };

/**
 * The references of the marks of a record's unique values, in the order of the category's `unique`
 * sets.
 */
export async function uniqueMarkRefs(
  ctx: Context,
  category: Category,
  fields: Fields,
): Promise<DocumentRef[]> {
  const ids = category.unique.map(async (names) => {
    const values = names.map(async (name) => {
      const field = category.fields[name];
      const value = String(fields[name]);
      return field?.atRest === 'aes' && field.lookup !== undefined
        ? lookupKey(lookupFormOf(ctx, field.lookup, fields), value)
        : value;
    });
    const label = `unique|${category.id}|${names.join('+')}`;
    return ctx.lookup.mark(ctx.tenant, label, await Promise.all(values));
  });
  return (await Promise.all(ids)).map((id) => ({
    tenant: ctx.tenant,
    collection: uniqueMarks.id,
    id,
  }));
}

/** The uniqueness marks of a record. */
export async function uniqueMarksOf(
  ctx: Context,
  category: Category,
  record: ClearRecord,
): Promise<Mark[]> {
  const refs = await uniqueMarkRefs(ctx, category, record.fields);
  return refs.map((ref) => ({
    ref,
    data: {
      record_id: record.id,
      created_at: record.createdAt,
      basis_at: record.basisAt,
      expires_at: record.expiresAt,
      purge_shard: purgeShard(ref.id, ctx.purgeShards),
    },
  }));
}

/**
 * The conversation links of a record with a conversation: one for each lookup value. Their ids are
 * derived from the record's id, so they can be found later without a query and without the value.
 * @param data the record in its stored form
 */
export function conversationLinksOf(
  ctx: Pick<Context, 'tenant' | 'purgeShards'>,
  category: Category,
  recordId: string,
  data: DocumentData,
): Mark[] {
  const { conversation_id, expires_at } = data;
  if (conversation_id === undefined) return [];
  return lookupFields(category).flatMap((name) => {
    const lookup = data[bcryptName(name)];
    if (lookup === undefined) return [];
    const id = `${recordId}.${name}`;
    const link = {
      lookup,
      conversation_id,
      expires_at,
      purge_shard: purgeShard(id, ctx.purgeShards),
    };
    return [{ ref: { tenant: ctx.tenant, collection: conversationLinks.id, id }, data: link }];
  });
}

/**
 * The references of the uniqueness marks that were written with a stored record. The record
 * contains the ids of its marks, so its unique values are not needed.
 */
export function markRefsOf(ctx: Pick<Context, 'tenant'>, { data }: StoredDocument): DocumentRef[] {
  const ids = (data['unique_marks'] as string[] | undefined) ?? [];
  return ids.map((id) => ({ tenant: ctx.tenant, collection: uniqueMarks.id, id }));
}

/** The references of the links that were written with a stored record. */
export function linkRefsOf(
  ctx: Pick<Context, 'tenant'>,
  category: Category,
  { ref, data }: StoredDocument,
): DocumentRef[] {
  if (data['conversation_id'] === undefined) return [];
  return lookupFields(category)
    .filter((name) => data[bcryptName(name)] !== undefined)
    .map((name) => ({
      tenant: ctx.tenant,
      collection: conversationLinks.id,
      id: `${ref.id}.${name}`,
    }));
}

/**
 * The rule that decides whether a uniqueness mark of a category is live. A mark is live as long as
 * its record is live.
 */
export function markRuleOf(ctx: Context, category: Category): LiveRule {
  const lifeFields = { fence: 'created_at', basis: 'basis_at' };
  return liveRuleOf(ctx, { category: category.id, lifeFields });
}

/**
 * The uniqueness marks that new records of a category need. `refusal` is the error if a live record
 * already has one of these marks, or if two new records need the same mark.
 */
export type UniqueMarks = {
  readonly category: Category;
  readonly marks: readonly Mark[];
  readonly refusal: ProblemCode;
};

/**
 * Checks that no two of the new records need the same mark.
 * @throws Problem with the code `refusal`, if two of them need the same mark
 */
export function requireDistinct({ marks, refusal }: UniqueMarks): void {
  if (new Set(marks.map(({ ref }) => ref.id)).size < marks.length) throw new Problem(refusal);
}

/**
 * The writes that create marks for new records. A mark can be created if it does not exist, or if
 * it is stored but not live any more.
 * @throws Problem with the code `refusal`, if a live mark exists
 */
export function takeMarks(
  ctx: Context,
  { category, marks, refusal }: UniqueMarks,
  found: readonly (StoredDocument | undefined)[],
): Write[] {
  if (found.some((mark) => isLive(mark, markRuleOf(ctx, category)))) throw new Problem(refusal);
  return marks.map(({ ref, data }, index) => createOrReplace(ref, data, found[index]));
}
