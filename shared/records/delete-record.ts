import { retryChecked } from '#shared/access/commit-checked.ts';
import { rightTo } from '#shared/access/scope.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { openLedger } from '#shared/ledger/open-ledger.ts';
import type { StoredDocument, Write } from '#shared/store/store.ts';
import type { Context } from './context.ts';
import { chunkDeletions } from './files/chunk-deletions.ts';
import { openConditions, type Preconditions } from './precondition.ts';
import { getLiveAgain } from './read-record.ts';
import { linkRefsOf, markRefsOf } from './record-marks.ts';
import { deletionNotices } from './tell-recipients.ts';

/**
 * Makes the writes that delete records with their marks, links and files. Their commit fails if a
 * record has changed since it was read. Every verb that deletes records uses such writes.
 */
export type DeletionWrites = (
  ctx: Context,
  documents: readonly StoredDocument[],
) => Promise<readonly Write[]>;

/** The {@link DeletionWrites} of a category whose records have only marks, links and files. */
export async function deletionOf(
  ctx: Context,
  category: Category,
  documents: readonly StoredDocument[],
): Promise<Write[]> {
  const refs = documents.flatMap((document) => markRefsOf(ctx, document));
  const marks = refs.length === 0 ? [] : await ctx.store.getAll(refs);
  const going = new Set<unknown>(documents.map(({ ref }) => ref.id));
  const own = marks.filter((mark) => going.has(mark?.data['record_id']));
  const links = documents.flatMap((document) => linkRefsOf(ctx, category, document));
  return [
    ...documents.map(({ ref, version }): Write => ({ kind: 'delete', ref, version })),
    ...own.flatMap((mark): Write[] =>
      mark === undefined ? [] : [{ kind: 'delete', ref: mark.ref, version: mark.version }],
    ),
    ...links.map((ref): Write => ({ kind: 'delete', ref })),
    ...documents.flatMap(chunkDeletions),
  ];
}

/** How a category deletes its records. By default it uses the generic writes. */
export type Deleting = {
  readonly category: Category;
  readonly writesOf?: DeletionWrites | undefined;
};

/**
 * Deletes one record at once. First it notes the deletion in the ledger, so that a restored backup
 * does not bring the record back. The commit that deletes the record also writes the notices to
 * recipients.
 * @throws Problem `scope-missing`, `record-not-found`, `precondition-failed`, `contention`
 */
export async function deleteRecord(
  ctx: Context,
  input: Deleting & {
    readonly id: string;
    readonly preconditions?: Preconditions | undefined;
  },
): Promise<void> {
  const { category, writesOf = (now, going) => deletionOf(now, category, going) } = input;
  const right = rightTo(`${category.id}:delete`);
  const ledger = openLedger(ctx);
  const conditions = openConditions(input.preconditions);
  const deleting = retryChecked(ctx, right, async (now, attempt) => {
    const document = await getLiveAgain(now, category, input.id, attempt);
    if (document === undefined) return;
    conditions.check(document);
    const deed = { kind: 'deletion', documents: [document.ref] } as const;
    const told = await deletionNotices(now, category, [document]);
    await ledger.commit(now, deed, [...(await writesOf(now, [document])), ...told]);
  });
  await ledger.close(deleting);
}
