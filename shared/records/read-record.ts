import { requireRead } from '#shared/access/scope.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { categoryRuleOf } from '#shared/settings/live-rule.ts';
import { isRecordId } from '#shared/store/document-ids.ts';
import { isLive } from '#shared/store/live.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import type { Context } from './context.ts';
import { openRecord } from './open-record.ts';
import type { ClearRecord } from './record.ts';
import { findUndeleted } from './restriction/find-places.ts';

/**
 * Reads the live document of a record. It costs one read.
 * @throws Problem `record-not-found`, also if the record has expired, is hidden or belongs to
 * another tenant
 */
export async function getLive(
  ctx: Context,
  category: Category,
  id: string,
): Promise<StoredDocument> {
  if (!isRecordId(id)) throw new Problem('record-not-found');
  const document = await ctx.store.get({ tenant: ctx.tenant, collection: category.id, id });
  if (!isLive(document, categoryRuleOf(ctx, category))) throw new Problem('record-not-found');
  return document;
}

/**
 * Like {@link getLive}, for attempts to delete. If a second or later attempt finds no record, the
 * result is undefined, and the record counts as deleted. The possible reasons: an earlier attempt
 * deleted it and the answer was lost, another caller deleted it, it has expired, or a fence hides
 * it.
 * @throws Problem `record-not-found`, also if another caller has restricted the record meanwhile
 */
export async function getLiveAgain(
  ctx: Context,
  category: Category,
  id: string,
  attempt: number,
): Promise<StoredDocument | undefined> {
  try {
    return await getLive(ctx, category, id);
  } catch (error) {
    const isMissed = attempt > 0 && error instanceof Problem && error.code === 'record-not-found';
    if (isMissed && (await findUndeleted(ctx, category, [id])).size === 0) return undefined;
    throw error;
  }
}

/**
 * Reads one record by its id.
 * @throws Problem `scope-missing`, `record-not-found`; DecryptionError
 */
export async function readRecord(
  ctx: Context,
  input: { readonly category: Category; readonly id: string },
): Promise<ClearRecord> {
  requireRead(ctx.scopes, input.category.id);
  return openRecord(ctx, input.category, await getLive(ctx, input.category, input.id));
}
