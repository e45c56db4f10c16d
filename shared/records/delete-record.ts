import { requireScope } from '#shared/access/scope.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { retryOnConflict } from '#shared/store/retry.ts';
import type { StoredDocument, Write } from '#shared/store/store.ts';
import type { Context } from './context.ts';
import { getLiveAgain } from './read-record.ts';
import { chunkDeletions } from './record-file.ts';
import { linkRefsOf, markRefsOf } from './record-marks.ts';

/** Writes that delete a record in the state it was read in, with its marks, links and file. */
export async function deletionOf(
  ctx: Context,
  category: Category,
  document: StoredDocument,
): Promise<Write[]> {
  const refs = markRefsOf(ctx, document);
  const marks = refs.length === 0 ? [] : await ctx.store.getAll(refs);
  const own = marks.filter((mark) => mark?.data['record_id'] === document.ref.id);
  const links = linkRefsOf(ctx, category, document);
  return [
    { kind: 'delete', ref: document.ref, version: document.version },
    ...own.flatMap((mark): Write[] =>
      mark === undefined ? [] : [{ kind: 'delete', ref: mark.ref, version: mark.version }],
    ),
    ...links.map((ref): Write => ({ kind: 'delete', ref })),
    ...chunkDeletions(document),
  ];
}

/** Deletes one record at once. @throws Problem `scope-missing`, `record-not-found`, `contention` */
export async function deleteRecord(
  ctx: Context,
  input: { readonly category: Category; readonly id: string },
): Promise<void> {
  requireScope(ctx.scopes, `${input.category.id}:delete`);
  await retryOnConflict(ctx, async (attempt) => {
    const document = await getLiveAgain(ctx, input.category, input.id, attempt);
    if (document === undefined) return;
    await ctx.store.commit(await deletionOf(ctx, input.category, document));
  });
}
