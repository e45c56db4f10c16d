import { Problem } from '#shared/base/problems/problem.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { isRecordId } from '#shared/store/document-ids.ts';
import type { Context } from '../context.ts';
import { restrictedRef } from './restricted-record.ts';

/**
 * Reads a record at both possible places: its category, and the restricted records. It may have
 * expired. It costs one read of two documents.
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
