import { retryChecked } from '#shared/access/commit-checked.ts';
import { rightTo } from '#shared/access/scope.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { openLedger } from '#shared/ledger/open-ledger.ts';
import type { StoredDocument, Write } from '#shared/store/store.ts';
import type { Context } from './context.ts';
import { chunkDeletions } from './files/chunk-deletions.ts';
import { getLiveAgain } from './read-record.ts';
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

/**
 * Deletes one record at once, after it is remembered that a backup must not bring it back.
 * @throws Problem `scope-missing`, `record-not-found`, `contention`
 */
export async function deleteRecord(
  ctx: Context,
  input: { readonly category: Category; readonly id: string },
): Promise<void> {
  const right = rightTo(`${input.category.id}:delete`);
  const ledger = openLedger(ctx);
  const deleting = retryChecked(ctx, right, async (now, attempt) => {
    const document = await getLiveAgain(now, input.category, input.id, attempt);
    if (document === undefined) return;
    const deed = { kind: 'deletion', documents: [document.ref] } as const;
    await ledger.commit(now, deed, await deletionOf(now, input.category, document));
  });
  await ledger.close(deleting);
}
