import { requireScope } from '#shared/access/scope.ts';
import { isAdmittedBy } from '#shared/access/watch-scopes.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import type { Context } from '#shared/records/context.ts';
import { findPage, type Page, type PageRequest } from '#shared/records/page.ts';
import { newestFirst } from '#shared/store/category-collection.ts';
import { isRecordId } from '#shared/store/document-ids.ts';
import { isLive } from '#shared/store/live.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { erasures } from './collections.ts';
import { erasureRef } from './erasure.ts';
import { ofErasures } from './of-erasures.ts';

/**
 * Requires the right to request an erasure. With this right a caller may see all erasures.
 * @throws Problem `scope-missing`
 */
function requireAny({ scopes }: Context): void {
  if (!isAdmittedBy(scopes, 'subjects')) requireScope(scopes, 'tenant');
}

/**
 * Lists erasures of a tenant, the newest first. Each page costs one query.
 * @throws Problem `scope-missing`, `cursor-invalid`
 */
export function listErasures(ctx: Context, page: PageRequest): Promise<Page<StoredDocument>> {
  requireAny(ctx);
  const scope = [erasures.id];
  const query = { collection: erasures.id, where: [], orderBy: newestFirst, scope };
  return findPage(ctx, { ...query, rule: ofErasures(ctx) }, page);
}

/**
 * Reads one erasure. It costs one read.
 * @throws Problem `scope-missing`, `record-not-found`
 */
export async function readErasure(
  ctx: Context,
  input: { readonly id: string },
): Promise<StoredDocument> {
  requireAny(ctx);
  const { id } = input;
  const found = isRecordId(id) ? await ctx.store.get(erasureRef(ctx.tenant, id)) : undefined;
  if (!isLive(found, ofErasures(ctx))) throw new Problem('record-not-found');
  return found;
}
