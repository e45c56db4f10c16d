import { Problem } from '#shared/base/problems/problem.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { categoryRuleOf } from '#shared/settings/live-rule.ts';
import { isRecordId } from '#shared/store/document-ids.ts';
import { isLive } from '#shared/store/live.ts';
import type { Context } from '../context.ts';
import { restrictedRef } from './restricted-record.ts';

/**
 * Looks for a record in both collections that may contain it: the collection of its category, and
 * the collection of restricted records. A found record may have expired. This costs one call, which
 * reads two documents.
 * @throws Problem `record-not-found` if the id is not valid
 */
export async function findPlaces(
  ctx: Pick<Context, 'store' | 'tenant'>,
  category: Category,
  id: string,
) {
  if (!isRecordId(id)) throw new Problem('record-not-found');
  const own = { tenant: ctx.tenant, collection: category.id, id };
  const place = restrictedRef(ctx.tenant, category, id);
  const [record, restricted] = await ctx.store.getAll([own, place]);
  return { record, restricted };
}

/**
 * Finds out which of these records are live, restricted or not. A deletion asks this if a later
 * attempt misses records: such a record is not deleted. This costs one call, which reads two
 * documents for each record.
 */
export async function findUndeleted(
  ctx: Context,
  category: Category,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const rule = categoryRuleOf(ctx, category);
  const refs = ids.flatMap((id) => [
    { tenant: ctx.tenant, collection: category.id, id },
    restrictedRef(ctx.tenant, category, id),
  ]);
  const found = refs.length === 0 ? [] : await ctx.store.getAll(refs);
  return new Set(found.flatMap((each) => (isLive(each, rule) ? [each.ref.id] : [])));
}
