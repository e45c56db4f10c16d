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
import { tagOf } from './precondition.ts';
import type { ClearRecord } from './record.ts';
import { chunkChanges, withFittingFile } from './record-file.ts';
import {
  conversationLinksOf,
  linkRefsOf,
  type Mark,
  markRefsOf,
  markRuleOf,
  uniqueMarkRefs,
  uniqueMarksOf,
} from './record-marks.ts';
import { sealRecord } from './seal-record.ts';

/** Returns documents by their references. Documents in `known` are not read again. */
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

/** The marks of a record after a rewrite, and the writes that store them. */
type SettledMarks = { readonly held: readonly Mark[]; readonly writes: readonly Write[] };

type MarksAsked = {
  readonly next: readonly Mark[];
  /**
   * True if the unique values of the record do not change. If another record has one of the marks,
   * the result decides: true lets the rewrite continue without this mark, false refuses the
   * rewrite.
   */
  readonly staysSame: () => Promise<boolean>;
};

/**
 * Makes the writes that replace the uniqueness marks of a record's old values by the marks of its
 * new values.
 */
async function settleMarks(
  ctx: Context,
  category: Category,
  document: StoredDocument,
  { next, staysSame }: MarksAsked,
  known: readonly StoredDocument[],
): Promise<SettledMarks> {
  const nextIds = new Set(next.map(({ ref }) => ref.id));
  const before = markRefsOf(ctx, document);
  const dropped = before.filter(({ id }) => !nextIds.has(id));
  const refs = [...next.map(({ ref }) => ref), ...dropped];
  if (refs.length === 0) return { held: [], writes: [] };
  const found = await findDocuments(ctx, refs, known);
  const rule = markRuleOf(ctx, category);
  const isOwn = (mark: StoredDocument) => mark.data['record_id'] === document.ref.id;
  const held: Mark[] = [];
  const writes: Write[] = [];
  for (const [index, mark] of next.entries()) {
    const inPlace = found[index];
    if (!isLive(inPlace, rule) || isOwn(inPlace)) {
      held.push(mark);
      writes.push(createOrReplace(mark.ref, mark.data, inPlace));
      continue;
    }
    // When this record was read, it had the mark. Now another record has the mark. So this record
    // was deleted or restricted meanwhile, or it has expired.
    if (before.some(({ id }) => id === mark.ref.id)) throw new WriteConflict('conflict');
    if (!(await staysSame())) throw new Problem('already-exists');
  }
  for (const mark of found.slice(next.length))
    if (mark !== undefined && isOwn(mark))
      writes.push({ kind: 'delete', ref: mark.ref, version: mark.version });
  return { held, writes };
}

function linkWrites(
  ctx: Context,
  category: Category,
  document: StoredDocument,
  next: ClearRecord,
  data: DocumentData,
): Write[] {
  const links = conversationLinksOf(ctx, category, next.id, data);
  const kept = new Set(links.map(({ ref }) => ref.id));
  const dropped = linkRefsOf(ctx, category, document).filter(({ id }) => !kept.has(id));
  return [
    ...links.map((link): Write => ({ kind: 'put', ...link })),
    ...dropped.map((ref): Write => ({ kind: 'delete', ref })),
  ];
}

/**
 * The additions of a category to a rewrite: other writes, and uniqueness marks that depend on more
 * than the fields of the record.
 */
export type OwnRewrite = {
  readonly marks?: readonly Mark[];
  /**
   * True if `marks` are the marks that the record already has. Undefined if the marks are derived
   * from the record's fields.
   */
  readonly staysSame?: boolean;
  readonly writes: readonly Write[];
};

/** True if the unique values of a record do not change. */
async function isUniqueAsBefore(
  ctx: Context,
  category: Category,
  previous: ClearRecord,
  next: readonly Mark[],
): Promise<boolean> {
  const before = await uniqueMarkRefs(ctx, category, previous.fields);
  return before.every(({ id }, at) => next[at]?.ref.id === id);
}

/**
 * Changes a stored record, with its marks, links and file, in one commit. The commit fails if the
 * record has changed meanwhile. The caller may pass marks that it has just read.
 *
 * Two records may have the same unique values, for example after a restriction was lifted. Then
 * only one of them has the mark. The other can still be rewritten, if its unique values do not
 * change.
 * @returns the new stored record, with its entity tag
 * @throws Problem `already-exists` if its new unique values belong to another record,
 * `batch-too-large`
 */
export async function rewriteRecord(
  ctx: CheckedContext,
  category: Category,
  document: StoredDocument,
  previous: ClearRecord,
  changed: ClearRecord,
  knownMarks: readonly StoredDocument[] = [],
  own?: OwnRewrite,
): Promise<ClearRecord> {
  const next = await withFittingFile(ctx, category, document, changed);
  const marks = own?.marks ?? (await uniqueMarksOf(ctx, category, next));
  const staysSame = async () =>
    own?.staysSame ?? (await isUniqueAsBefore(ctx, category, previous, marks));
  const settled = await settleMarks(
    ctx,
    category,
    document,
    { next: marks, staysSame },
    knownMarks,
  );
  const data = await sealRecord(ctx, category, next, settled.held, {
    fields: previous.fields,
    data: document.data,
  });
  const writes: Write[] = [
    { kind: 'replace', ref: document.ref, data, version: document.version },
    ...settled.writes,
    ...linkWrites(ctx, category, document, next, data),
    ...chunkChanges(document, next),
    ...(own?.writes ?? []),
  ];
  checkBatchBytes(writes);
  const [version] = await ctx.commit(writes);
  return { ...next, ...tagOf({ ref: document.ref, data }, version) };
}

/**
 * Gives a stored record, its marks and its links another expiry in the same bucket. The content
 * does not change. The commit also contains the writes in `more`.
 * @returns the new entity tag of the record. Undefined if nothing was written, because the record
 * must be rewritten instead. A record must be rewritten if it has a file, if one of its marks
 * belongs to another record, or if one of its marks or links is missing. For example, a purge with
 * a fast clock may have deleted a mark
 */
export async function moveExpiry(
  ctx: CheckedContext,
  category: Category,
  document: StoredDocument,
  next: Pick<ClearRecord, 'expiresAt' | 'basisAt'>,
  more: readonly Write[] = [],
): Promise<Pick<ClearRecord, 'tag'> | undefined> {
  const refs = [...markRefsOf(ctx, document), ...linkRefsOf(ctx, category, document)];
  const beside = refs.length === 0 ? [] : await ctx.store.getAll(refs);
  const isAnothers = (mark: StoredDocument | undefined) =>
    (mark?.data['record_id'] ?? document.ref.id) !== document.ref.id;
  if (beside.includes(undefined) || beside.some(isAnothers)) return undefined;
  if (storedFileOf(document) !== undefined) return undefined;
  const moved = [document, ...beside].flatMap((found): Write[] => {
    if (found === undefined) return [];
    const data = {
      ...found.data,
      expires_at: next.expiresAt,
      ...('basis_at' in found.data && { basis_at: next.basisAt }),
    };
    return [{ kind: 'replace', ref: found.ref, data, version: found.version }];
  });
  const [version] = await ctx.commit([...moved, ...more]);
  return tagOf(document, version);
}
