import { Problem } from '#shared/base/problems/problem.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { isLive } from '#shared/store/live.ts';
import {
  createOrReplace,
  type DocumentData,
  type DocumentRef,
  type StoredDocument,
  type Write,
  WriteConflict,
} from '#shared/store/store.ts';
import { checkBatchBytes } from './batch-limits.ts';
import type { CheckedContext, Context } from './context.ts';
import { storedFileOf } from './files/stored-file.ts';
import type { ClearRecord } from './record.ts';
import { chunkChanges, withFittingFile } from './record-file.ts';
import {
  conversationLinksOf,
  linkRefsOf,
  type Mark,
  markRefsOf,
  markRuleOf,
  uniqueMarksOf,
} from './record-marks.ts';
import { sealRecord } from './seal-record.ts';

/** Documents by their refs; those the caller has just read are not read again. */
async function findDocuments(
  ctx: Context,
  refs: readonly DocumentRef[],
  known: readonly StoredDocument[],
): Promise<(StoredDocument | undefined)[]> {
  const knownOf = (ref: DocumentRef) => known.find((document) => document.ref.id === ref.id);
  const unknown = refs.filter((ref) => knownOf(ref) === undefined);
  const read = unknown.length === 0 ? [] : await ctx.store.getAll(unknown);
  return refs.map((ref) => knownOf(ref) ?? read[unknown.indexOf(ref)]);
}

/** Writes that bring the uniqueness marks of a record from what they were to what they are now. */
async function markWrites(
  ctx: Context,
  category: Category,
  document: StoredDocument,
  next: readonly Mark[],
  known: readonly StoredDocument[],
): Promise<Write[]> {
  const nextIds = new Set(next.map(({ ref }) => ref.id));
  const held = markRefsOf(ctx, document);
  const dropped = held.filter(({ id }) => !nextIds.has(id));
  const refs = [...next.map(({ ref }) => ref), ...dropped];
  if (refs.length === 0) return [];
  const found = await findDocuments(ctx, refs, known);
  const rule = markRuleOf(ctx, category);
  const isOwn = (mark: StoredDocument) => mark.data['record_id'] === document.ref.id;
  const kept = next.map(({ ref, data }, index): Write => {
    const mark = found[index];
    if (isLive(mark, rule) && !isOwn(mark)) {
      // It was this record's: so that has expired or was deleted since it was read.
      if (held.some(({ id }) => id === ref.id)) throw new WriteConflict('conflict');
      throw new Problem('already-exists');
    }
    return createOrReplace(ref, data, mark);
  });
  const removed = found.slice(next.length).flatMap((mark): Write[] => {
    if (mark === undefined || !isOwn(mark)) return [];
    return [{ kind: 'delete', ref: mark.ref, version: mark.version }];
  });
  return [...kept, ...removed];
}

function linkWrites(
  ctx: Context,
  category: Category,
  document: StoredDocument,
  next: ClearRecord,
  data: DocumentData,
): Write[] {
  const links = conversationLinksOf(ctx, category, next, data);
  const kept = new Set(links.map(({ ref }) => ref.id));
  const dropped = linkRefsOf(ctx, category, document).filter(({ id }) => !kept.has(id));
  return [
    ...links.map((link): Write => ({ kind: 'put', ...link })),
    ...dropped.map((ref): Write => ({ kind: 'delete', ref })),
  ];
}

/** What a category's own verb says of a rewrite: marks that derive from more than the record, and writes of its own. */
export type OwnRewrite = { readonly marks?: readonly Mark[]; readonly writes: readonly Write[] };

/**
 * Changes a stored record, with its marks, links and file, in one commit that fails when the
 * record has changed meanwhile. Marks that the caller has just read can be handed in.
 * @throws Problem `already-exists` when it would become what another record is unique by
 */
export async function rewriteRecord(
  ctx: CheckedContext,
  category: Category,
  document: StoredDocument,
  previous: ClearRecord,
  changed: ClearRecord,
  knownMarks: readonly StoredDocument[] = [],
  own?: OwnRewrite,
): Promise<void> {
  const next = await withFittingFile(ctx, category, document, changed);
  const marks = own?.marks ?? (await uniqueMarksOf(ctx, category, next));
  const data = await sealRecord(ctx, category, next, marks, {
    fields: previous.fields,
    data: document.data,
  });
  const writes: Write[] = [
    { kind: 'replace', ref: document.ref, data, version: document.version },
    ...(await markWrites(ctx, category, document, marks, knownMarks)),
    ...linkWrites(ctx, category, document, next, data),
    ...chunkChanges(document, next),
    ...(own?.writes ?? []),
  ];
  checkBatchBytes(writes);
  await ctx.commit(writes);
}

/**
 * Moves the expiry of a stored record with its marks and links without touching its content, for an expiry in
 * the same bucket; `more` goes along in the commit.
 * @returns false, and writes nothing, when a mark or a link is gone (a purge whose clock is ahead) or another's,
 * or there is a file, so that the record has to be rewritten
 */
export async function moveExpiry(
  ctx: CheckedContext,
  category: Category,
  document: StoredDocument,
  next: Pick<ClearRecord, 'expiresAt' | 'basisAt'>,
  more: readonly Write[] = [],
): Promise<boolean> {
  const refs = [...markRefsOf(ctx, document), ...linkRefsOf(ctx, category, document)];
  const beside = refs.length === 0 ? [] : await ctx.store.getAll(refs);
  const isAnothers = (mark: StoredDocument | undefined) =>
    (mark?.data['record_id'] ?? document.ref.id) !== document.ref.id;
  if (beside.includes(undefined) || beside.some(isAnothers)) return false;
  if (storedFileOf(document) !== undefined) return false;
  const moved = [document, ...beside].flatMap((found): Write[] => {
    if (found === undefined) return [];
    const data = {
      ...found.data,
      expires_at: next.expiresAt,
      ...('basis_at' in found.data && { basis_at: next.basisAt }),
    };
    return [{ kind: 'replace', ref: found.ref, data, version: found.version }];
  });
  await ctx.commit([...moved, ...more]);
  return true;
}
